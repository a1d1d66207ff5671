import type { SourceFile } from '../../../language/src/source/source-map.ts';
import type { Summary } from './summary.ts';

/** What functions do whose bodies are in other files: those of the tree's page-table code. */
export interface ForeignFunctions {
  /** Whether some file of the page-table code defines such a function for others to call. */
  has(name: string): boolean;
  /** Undefined when it is not known, or not told while the function's own file is being read. */
  summaryOf(name: string): Summary | undefined;
  /** Every file that answers came from since this was asked last. */
  takeRead(): readonly SourceFile[];
}
