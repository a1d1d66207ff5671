/** Places in source files. */

/** A line of a source file; the file is an absolute path, the line counts from 1. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
}

/** A name in a file: the column is in bytes and counts from 1, as lines do. */
export interface NamePlace extends SourcePlace {
  readonly column: number;
}
