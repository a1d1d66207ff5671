/** A thread that reads one profile after the other for a matrix: see matrix/matrix-threads.ts. */
import { parentPort } from 'node:worker_threads';
import { SharedSources } from '../check/shared-sources.ts';
import { assertingHeaders } from '../check/target-files.ts';
import { type RowReading, type RowTask, readRow } from '../matrix/read-row.ts';

const sources = new SharedSources();
const headers = new Map<string, readonly string[]>();

const reading: RowReading = {
  takeSources: ({ fs }) => sources.take(fs),
  headers: (profile) => {
    const known = headers.get(profile.tree);
    const found = known ?? assertingHeaders(profile).filter((file) => file.endsWith('.h'));
    headers.set(profile.tree, found);
    return found;
  },
};

parentPort?.on('message', (task: RowTask) => parentPort?.postMessage(readRow(task, reading)));
