/**
 * The process that searches a tree for memdescs: started by tree-search.ts, told what to do in one
 * message, gone when the search is over or the server is.
 */
import { constants, setPriority } from 'node:os';
import { discoverTree } from './index/discover-tree.ts';
import type { SearchReport, SearchTask } from './index/tree-search.ts';
import { openProfile } from './kernel/profile.ts';

process.once('message', (task: SearchTask) => void search(task));
process.once('disconnect', () => process.exit());

async function search({ profile, covered }: SearchTask): Promise<void> {
  yieldToOthers();
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

/** Not every system lets a process lower its priority; the search goes on all the same. */
function yieldToOthers(): void {
  try {
    setPriority(constants.priority.PRIORITY_LOW);
  } catch {
    // It only competes a little more.
  }
}
