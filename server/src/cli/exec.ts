import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { entryFile } from '../shipped-files.ts';
import { CommandError } from './command-error.ts';
import type { BareOptions } from './options.ts';

export interface ExecOptions extends BareOptions {
  readonly maxSteps?: number;
  readonly maxMemory?: number;
  /** Also stop at what C leaves undefined: slower. */
  readonly check?: boolean;
}

/** What the thread is started with. */
export interface ExecRequest {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: ExecOptions;
}

/** Its last word: the program's status, or why there was none. */
export interface ExecAnswer {
  readonly status: number;
  readonly error?: string;
}

/** Room for calls that nest deeply: a call of C takes several frames of the host's stack. */
const STACK_MIB = 256;

/**
 * `ptdesc exec FILE.c [ARGS…]`: runs `main()` of a C file and gives its status, or 125 when the
 * emulator stopped it. It runs on a thread of its own, for that thread's larger stack.
 * @throws CommandError when the file is no C that can be read
 */
export async function exec(
  file: string,
  args: readonly string[],
  options: ExecOptions,
): Promise<number> {
  if (!existsSync(resolve(file))) throw new CommandError(`${file}: cannot be read`);
  const request: ExecRequest = { file, args, options: { ...options, file } };
  const worker = new Worker(entryFile('exec-worker'), {
    workerData: request,
    resourceLimits: { stackSizeMb: STACK_MIB, maxOldGenerationSizeMb: 4096 },
  });
  const answer = await new Promise<ExecAnswer>((fulfil, reject) => {
    worker.once('message', fulfil);
    worker.once('error', reject);
  });
  await worker.terminate();
  if (answer.error !== undefined) throw new CommandError(answer.error);
  return answer.status;
}
