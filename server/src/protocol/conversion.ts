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
}

/** The answer to {@link CONVERT_REQUEST}. */
export interface Conversion {
  /** How much there was to convert. */
  readonly files: number;
  readonly functions: number;
  /** Whether the editor made the edit; false also when there was none to make. */
  readonly applied: boolean;
  /** Lines of documents that name a function which is gone; columns count from 1. */
  readonly documents: readonly (NamePlace & { readonly message: string })[];
}
