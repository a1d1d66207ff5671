import {
  type CancellationToken,
  type Connection,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import { StaleAnswer } from '../session/stale-answer.ts';
import { UserMessage } from '../user-message.ts';

/**
 * Runs the handler of one request so that nothing it does ends the server: a cancelled request says
 * so, and one that an edit made stale; a mistake of ours is logged and answered with nothing. A message
 * for the person is passed on.
 */
export async function guarded<T>(
  connection: Connection,
  name: string,
  cancelled: CancellationToken,
  handler: () => Promise<T> | T,
): Promise<T | null> {
  try {
    const result = await untilCancelled(cancelled, Promise.resolve(handler()));
    return result;
  } catch (error) {
    if (error instanceof ResponseError) throw error;
    if (error instanceof StaleAnswer)
      throw new ResponseError(LSPErrorCodes.ContentModified, error.message);
    if (error instanceof UserMessage) {
      throw new ResponseError(LSPErrorCodes.RequestFailed, error.message);
    }
    connection.console.error(`${name}: ${error instanceof Error ? error.stack : error}`);
    return null;
  }
}

/** The editor may lose interest while a unit is being built; it is answered at once. */
function untilCancelled<T>(cancelled: CancellationToken, work: Promise<T>): Promise<T> {
  const error = () => new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
  if (cancelled.isCancellationRequested) {
    // No one is told how it ends.
    work.catch(() => {});
    return Promise.reject(error());
  }
  return new Promise((resolve, reject) => {
    const listener = cancelled.onCancellationRequested(() => reject(error()));
    work.then(resolve, reject).finally(() => listener.dispose());
  });
}
