/**
 * The process that searches a tree for memdescs: started by session/tree-search.ts, told what to do in one
 * message, gone when the search is over or the server is.
 */
import { constants } from 'node:os';
import { discoverTree } from '../index/discover-tree.ts';
import { openProfile } from '../profile/profile.ts';
import type { SearchReport, SearchTask } from '../session/tree-search.ts';
import { yieldToOthers } from './yield-to-others.ts';

process.once('message', (task: SearchTask) => void search(task));
process.once('disconnect', () => process.exit());

async function search({ profile, covered }: SearchTask): Promise<void> {
  yieldToOthers(constants.priority.PRIORITY_LOW);
  try {
    for (const model of discoverTree(openProfile(profile), new Set(covered))) {
      await report({ kind: 'found', model });
    }
  } catch (error) {
    const message = error instanceof Error ? `${error.stack}` : String(error);
    await report({ kind: 'failed', message });
  }
  process.disconnect();
}

/** Resolves when the message is on its way, so that nothing is lost when the process ends. */
function report(message: SearchReport): Promise<void> {
  return new Promise((resolve) => {
    if (process.send) process.send(message, undefined, undefined, () => resolve());
    else resolve();
  });
}
