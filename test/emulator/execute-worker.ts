/** Runs C programs one after the other on a thread with a large stack, and reports each end. */
import { parentPort, workerData } from 'node:worker_threads';
import { Watch } from '../../emulator/src/machine/watch/watch.ts';
import { execProgram, ProgramReader } from '../../server/src/cli/exec-program.ts';
import type { ExecuteRequest, ProgramResult } from './execute.ts';

const { files, target, check, flags = {} } = workerData as ExecuteRequest;
const PLAIN = { define: [], undefine: [], includePath: [], include: [], std: 'gnu17' };
const readers = new Map<string, ProgramReader>();

/** Programs with the same flags share a reader, and with it the library's units. */
function readerFor(file: string): ProgramReader {
  const options = { ...PLAIN, ...(target !== undefined && { target }), ...flags[file] };
  const key = JSON.stringify(options);
  const reader = readers.get(key) ?? new ProgramReader(options);
  readers.set(key, reader);
  return reader;
}

function execute(file: string): ProgramResult {
  let stdout = '';
  const write = (stream: number, bytes: Uint8Array): void => {
    if (stream === 1) stdout += Buffer.from(bytes).toString('latin1');
  };
  const start = performance.now();
  try {
    const watch = check && new Watch({ stopsAtFinding: check === 'stop' });
    const end = execProgram(readerFor(file), file, [], { write }, undefined, watch);
    if (end.kind === 'exit') {
      const elapsedMs = performance.now() - start;
      return { file, status: end.status, stdout, elapsedMs };
    }
    const { kind, message, place } = end.fault;
    return { file, fault: `${kind}: ${message} (line ${place?.line ?? 0})`, stdout };
  } catch (error) {
    return { file, fault: `not run: ${String(error)}`, stdout };
  }
}

for (const file of files) {
  parentPort?.postMessage({ starting: file });
  parentPort?.postMessage({ result: execute(file) });
}
parentPort?.postMessage({ done: true });
