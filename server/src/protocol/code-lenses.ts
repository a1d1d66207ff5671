/** Where links stand over code. */

/** Asks where a document has something to show or to run: lines for an editor to put links over. */
export const CODE_LENSES_REQUEST = 'ptdesc/codeLenses';

export interface CodeLensesParams {
  readonly uri: string;
}

/** One link over a line, which counts from 0. */
export type CodeLensPlace =
  /** Struct page or a memdesc is declared there: "struct ptdesc". */
  | { readonly line: number; readonly kind: 'overlay'; readonly name: string }
  /** A function that makes, constructs, destructs or frees page tables, and a lifecycle to see it in. */
  | {
      readonly line: number;
      readonly kind: 'simulate';
      readonly name: string;
      readonly entry: string;
    }
  /** Such a function that can also be called by itself, with arguments made from their types. */
  | { readonly line: number; readonly kind: 'call'; readonly name: string };
