import type { SourceFile } from '../../../language/src/source/source-map.ts';
import type { TranslationUnit } from '../../../language/src/unit.ts';
import type { MemdescModel } from '../memdesc/memdesc.ts';

/** A hint is for tools and lists; editors do not underline it. */
export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** A piece of one line of the file: line and byte column from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
  readonly sizeBytes: number;
}

/** Something that a rule found in a file. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place: TextPlace;
  /** The function around it; null outside of functions. */
  readonly function: string | null;
}

/** What a rule looks at: one file of a complete unit. */
export interface RuleContext {
  readonly unit: TranslationUnit;
  readonly model: MemdescModel;
  readonly file: SourceFile;
}

/** What there is to know about a rule besides how it works. */
export interface RuleMeta {
  /** The rule's name everywhere: on the command line, in settings, in the documentation. */
  readonly id: string;
  readonly severity: Severity;
  readonly since: string;
  /** One sentence: what it reports. */
  readonly summary: string;
}

export interface Rule {
  readonly meta: RuleMeta;
  /** Everything it finds in the file. Missing syntax is no finding. */
  check(context: RuleContext): Finding[];
}
