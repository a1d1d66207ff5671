/** The conversion of code to struct ptdesc. */
import type { NamePlace } from './place.ts';

/**
 * Makes code about page tables speak of struct ptdesc: the server sends the edit to the editor, which
 * asks before it is made where it can.
 */
export const CONVERT_REQUEST = 'ptdesc/convert';

export interface ConvertParams {
  readonly uri: string;
  /** The functions and macros of the lines, the document, or the whole tree. */
  readonly scope: 'selection' | 'file' | 'tree';
  /** For a selection: lines from 0, both included. */
  readonly lines?: { readonly from: number; readonly to: number };
  /** Only says what would change: the editor asks which functions, and makes the edit itself. */
  readonly preview?: boolean;
}

/** The answer to {@link CONVERT_REQUEST}. */
export interface Conversion {
  /** How much there was to convert. */
  readonly files: number;
  readonly functions: number;
  /** Whether the editor made the edit; false also when there was none to make. */
  readonly applied: boolean;
  /** What would change, when that was asked for. */
  readonly changes?: readonly FunctionChange[];
  /** Lines of documents that name a function which is gone; columns count from 1. */
  readonly documents: readonly (NamePlace & { readonly message: string })[];
}

/** The change of one function or macro: one stretch of one document. Positions count from 0. */
export interface FunctionChange {
  readonly name: string;
  readonly uri: string;
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
  readonly text: string;
}
