/** The layouts of all architectures: read in threads, which can be stopped. */
import { namedConfiguration } from '../matrix/configurations.ts';
import { matrixTasks } from '../matrix/matrix-tasks.ts';
import { readMatrix } from '../matrix/matrix-threads.ts';
import { matrixView } from '../matrix/matrix-view.ts';
import { MATRIX_REQUEST, type MatrixParams, type MatrixView } from '../protocol.ts';
import { guarded } from './request-guard.ts';
import type { Server } from './server.ts';

/** Hovers need the other processor. */
const THREADS = 1;

/** Registers the request. */
export function registerMatrixRequest(server: Server): void {
  const { connection } = server;
  connection.onRequest(MATRIX_REQUEST, (params: MatrixParams, token) =>
    guarded(connection, MATRIX_REQUEST, token, async (): Promise<MatrixView> => {
      const { profile } = server.chosenSession(params);
      const configs = params.configs.length > 0 ? params.configs : ['default'];
      const configurations = configs.flatMap((name) => namedConfiguration(name) ?? []);
      const tasks = matrixTasks(profile.kernel, { tree: profile.tree }, configurations);
      const stop = new AbortController();
      const cancelled = token.onCancellationRequested(() => stop.abort());
      const rows = await readMatrix(tasks, THREADS, stop.signal);
      cancelled.dispose();
      const { model, version } = profile.kernel;
      return matrixView(model ? 'modelled kernel' : `Linux ${version.text}`, rows, tasks);
    }),
  );
}
