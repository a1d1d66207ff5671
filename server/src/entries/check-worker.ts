/** A thread that reads units for a check of the whole tree: started and told by worker-pool.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import type { SourceMap } from '../../../language/src/source/source-map.ts';
import { FileNumbers } from '../check/file-numbers.ts';
import { MakefileLog } from '../check/makefile-log.ts';
import { UnitReader } from '../check/unit-reader.ts';
import type { FromWorker, ToWorker, WorkerSetup } from '../check/unit-task.ts';
import { discoverFiles } from '../index/discover-tree.ts';
import { refusalLine } from '../kernel/node-file-system.ts';
import type { MemdescModel } from '../memdesc/memdesc.ts';
import { mergeModels } from '../memdesc/merge.ts';
import { openOverlaid } from '../profile/open-overlaid.ts';
import type { Profile } from '../profile/profile.ts';

/** Files that were searched already are not read again. */
const covered = new Set<string>();

function discover(
  profile: Profile,
  files: readonly string[],
  sources: SourceMap,
): MemdescModel | undefined {
  let model: MemdescModel | undefined;
  for (const found of discoverFiles(profile, files, covered, sources))
    model = mergeModels(model, found);
  return model;
}

const { profile: request, overlay } = workerData as WorkerSetup;
const say = (message: FromWorker) => parentPort?.postMessage(message);

try {
  const profile = openOverlaid(request, overlay);
  profile.fs.onRefuse((path, problem) =>
    say({ kind: 'refused', message: refusalLine(path, problem) }),
  );
  const makefiles = new MakefileLog(profile.fs);
  const numbers = new FileNumbers((path) => profile.fs.isVirtual(path));
  const reader = new UnitReader(profile, numbers);
  parentPort?.on('message', (message: ToWorker) => {
    if (message.kind === 'model') reader.setModel(message.model);
    else if (message.kind === 'discover') {
      say({ kind: 'discovered', model: discover(profile, message.files, reader.sources) });
    } else {
      const result = reader.read(message.task);
      say({ kind: 'unit', result, makefiles: makefiles.take(numbers) });
    }
  });
  say({ kind: 'ready' });
} catch (error) {
  say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
}
