import type { FileResult } from './unit-task.ts';

/** What a check tells while it goes on. */
export interface CheckListener {
  /**
   * One file's results; files come in the same order every time. A file comes again, with other findings,
   * when the search of the tree came upon something that changes them.
   */
  file(result: FileResult): void;
  /** A file that could not be read: one line. */
  failure(message: string): void;
  /** A file that is not read, whatever leads to it: one line, which may come several times. */
  refused?(message: string): void;
  progress(done: number, total: number): void;
}
