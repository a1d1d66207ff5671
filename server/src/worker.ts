/** The thread that searches a tree for memdescs; it ends when the search does. */
import { parentPort, workerData } from 'node:worker_threads';
import { discoverTree } from './index/discover-tree.ts';
import type { SearchReport, SearchTask } from './index/tree-search.ts';
import { openProfile } from './kernel/profile.ts';

const report = (message: SearchReport) => parentPort?.postMessage(message);

try {
  const { profile, covered } = workerData as SearchTask;
  for (const model of discoverTree(openProfile(profile), new Set(covered))) {
    report({ kind: 'found', model });
  }
} catch (error) {
  report({ kind: 'failed', message: error instanceof Error ? `${error.stack}` : String(error) });
}
