import type { ObjectSym } from '../../../language/src/syntax/symbols.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import type { PathEvent } from './operation.ts';
import type { Summary } from './summary.ts';
import type { TableTypes } from './table-types.ts';

/** What the evaluation of one function's paths asks of the unit around it. */
export interface PathEnvironment {
  readonly unit: TranslationUnit;
  readonly types: TableTypes;
  /** Keys of the conditions that the function tests more than once. */
  readonly repeatedTests: ReadonlySet<string>;
  /** What a function does; undefined when its body is not in the unit. */
  summaryOf(name: string): Summary | undefined;
  /** Whether a function can reach an allocation, a constructor or the like. */
  isRelevant(symbol: ObjectSym): boolean;
  report(event: PathEvent): void;
}
