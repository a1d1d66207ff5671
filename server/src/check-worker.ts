/** A thread that reads units for a check of the whole tree: started and told by worker-pool.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { FileNumbers } from './check/file-numbers.ts';
import { MakefileLog } from './check/makefile-log.ts';
import { UnitReader } from './check/unit-reader.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './check/unit-task.ts';
import { openOverlaid } from './kernel/open-overlaid.ts';

const { profile: request, overlay } = workerData as WorkerSetup;
const say = (message: FromWorker) => parentPort?.postMessage(message);

try {
  const profile = openOverlaid(request, overlay);
  const makefiles = new MakefileLog(profile.fs);
  const numbers = new FileNumbers((path) => profile.fs.isVirtual(path));
  const reader = new UnitReader(profile, numbers);
  parentPort?.on('message', (message: ToWorker) => {
    if (message.kind === 'model') reader.setModel(message.model);
    else {
      const result = reader.read(message.task);
      say({ kind: 'unit', result, makefiles: makefiles.take(numbers) });
    }
  });
  say({ kind: 'ready' });
} catch (error) {
  say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
}
