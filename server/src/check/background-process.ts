import { type ChildProcess, fork } from 'node:child_process';
import type { ConvertedFile, Mention } from '../conversions/convert-tree.ts';
import type { Overlay } from '../profile/overlay.ts';
import type { ProfileRequest } from '../profile/profile-request.ts';
import { entryFile } from '../shipped-files.ts';
import type { CheckListener } from './check-listener.ts';
import type { FileResult } from './unit-task.ts';

/** What the process is told, see entries/check-process.ts. */
export interface TreeCheckTask {
  /** Left out: to check. */
  readonly kind?: 'check' | 'convert';
  readonly profile: ProfileRequest;
  readonly overlay: Overlay;
  /** Uses in code that the configuration leaves out are wanted as well. */
  readonly inactive?: boolean;
}

/** What it reports. The last report says why it ended early, if it did. */
export type TreeCheckReport =
  | { readonly kind: 'file'; readonly result: FileResult }
  | { readonly kind: 'converted'; readonly file: ConvertedFile }
  | { readonly kind: 'mentions'; readonly mentions: readonly Mention[] }
  | { readonly kind: 'failure'; readonly message: string }
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'end'; readonly message: string | undefined };

/**
 * Checks a whole tree in a process of its own. Resolves to false when the signal ended it.
 * Rejects with one line when it could not be done.
 */
export function checkInProcess(
  task: TreeCheckTask,
  listener: CheckListener,
  signal: AbortSignal,
): Promise<boolean> {
  const take = (report: TreeCheckReport) => {
    if (report.kind === 'file') listener.file(report.result);
    else if (report.kind === 'failure') listener.failure(report.message);
    else if (report.kind === 'progress') listener.progress(report.done, report.total);
  };
  return inProcess(task, take, signal);
}

/** What a conversion of a whole tree tells. */
export interface ConversionListener {
  file(file: ConvertedFile): void;
  mentions(mentions: readonly Mention[]): void;
}

/** Converts a whole tree, in the same way. */
export function convertInProcess(
  task: Omit<TreeCheckTask, 'kind'>,
  listener: ConversionListener,
  signal: AbortSignal,
): Promise<boolean> {
  const take = (report: TreeCheckReport) => {
    if (report.kind === 'converted') listener.file(report.file);
    else if (report.kind === 'mentions') listener.mentions(report.mentions);
  };
  return inProcess({ ...task, kind: 'convert' }, take, signal);
}

function inProcess(
  task: TreeCheckTask,
  take: (report: TreeCheckReport) => void,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = start();
    let end: TreeCheckReport & { kind: 'end' } = { kind: 'end', message: 'the check ended early' };
    const stop = () => void child.kill();
    signal.addEventListener('abort', stop, { once: true });
    child.on('message', (report: TreeCheckReport) => {
      if (report.kind !== 'end') return take(report);
      end = report;
      child.disconnect();
    });
    child.on('error', reject);
    child.on('exit', () => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) resolve(false);
      else if (end.message === undefined) resolve(true);
      else reject(new Error(end.message));
    });
    child.send(task);
    if (signal.aborted) stop();
  });
}

/** A whole tree takes minutes; what goes on for hours ends by itself. */
const PROCESS_LIMIT_MS = 4 * 3_600_000;

function start(): ChildProcess {
  return fork(entryFile('check-process'), [], {
    execArgv: [],
    serialization: 'advanced',
    timeout: PROCESS_LIMIT_MS,
    killSignal: 'SIGKILL',
    // stdout is the editor's.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}
