/** A thread that checks one architecture after the other: started and told by check/architecture-pool.ts. */
import { parentPort } from 'node:worker_threads';
import { checkArchitecture } from '../check/architecture-check.ts';
import type { ArchitectureResults, ArchitectureTask } from '../check/architecture-task.ts';
import { SharedSources } from '../check/shared-sources.ts';

const sources = new SharedSources();

parentPort?.on('message', (task: ArchitectureTask) => void run(task));

async function run(task: ArchitectureTask): Promise<void> {
  parentPort?.postMessage(await resultsOf(task));
}

async function resultsOf(task: ArchitectureTask): Promise<ArchitectureResults> {
  try {
    return await checkArchitecture(task, ({ profile }) => sources.take(profile.fs));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { results: [], failures: [`arch/${task.arch}: ${why}`], refused: [] };
  }
}
