import type { SourceFile } from '../../../../language/src/source/source-map.ts';
import type { FunctionDefinition } from '../../../../language/src/syntax/symbols.ts';
import type { TranslationUnit } from '../../../../language/src/unit/translation-unit.ts';
import type { MemdescModel } from '../../memdesc/memdesc.ts';
import type { ForeignFunctions } from '../../paths/foreign-functions.ts';
import type { LevelNorms } from '../../paths/level-norms.ts';
import type { LevelPairs } from '../../paths/level-pairs.ts';
import type { UnitPaths } from '../../paths/unit-paths.ts';
import type { NamePlace } from '../../protocol/place.ts';
import type { Severity } from '../../settings/severity.ts';
import type { Bodies } from './bodies.ts';
import type { ArchitecturePeers } from './peers.ts';

/** A piece of one line of the file: line and byte column from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
  readonly sizeBytes: number;
}

/** A line, of any file, that shows why a finding is one. */
export interface RelatedPlace extends NamePlace {
  readonly message: string;
}

/** A piece of the file to be replaced. `endColumn` is exclusive; columns are in bytes from 1. */
export interface TextEdit {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

/** What mends a finding, in the file it was found in. */
export interface Fix {
  readonly title: string;
  /** It changes nothing but what the finding is about, so that it may be applied without a look. */
  readonly isSafe: boolean;
  readonly edits: readonly TextEdit[];
}

/** Something that a rule found in a file. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place: TextPlace;
  /** The function around it; null outside of functions. */
  readonly function: string | null;
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly Fix[];
}

/** What a rule is asked about: one file of a complete unit. */
export interface RuleInput {
  readonly unit: TranslationUnit;
  readonly model: MemdescModel;
  readonly file: SourceFile;
  /** What other architectures do; without it, they are not asked. */
  readonly peers?: ArchitecturePeers;
  /** What the functions of other files do; without it, nothing is known of them. */
  readonly foreign?: ForeignFunctions;
}

/** What a rule looks at. Paths are walked when a rule asks for them. */
export interface RuleContext extends RuleInput {
  /** The functions that are written in the file. */
  readonly definitions: readonly FunctionDefinition[];
  readonly bodies: Bodies;
  readonly paths: UnitPaths;
  readonly norms: LevelNorms;
  readonly pairs: LevelPairs;
}

/** What there is to know about a rule besides how it works. */
export interface RuleMeta {
  /** The rule's name everywhere: on the command line, in settings, in the documentation. */
  readonly id: string;
  readonly severity: Severity;
  /** The version of ours that had it first. */
  readonly since: string;
  /** One sentence: what it reports. */
  readonly summary: string;
  /** Types alone, or the paths through functions as well. */
  readonly needs: 'types' | 'paths';
  /** Some of its findings come with a fix. */
  readonly fixable: boolean;
}

/** The rule's page, in Markdown. */
export interface RuleDocs {
  readonly what: string;
  readonly why: string;
  /** What to do about a finding. */
  readonly how: string;
}

/**
 * C text that stands below the small page tables; for people and for the tests. What is found is
 * written under the code, as `markedText` writes it: the place, the severity and the whole message.
 */
export interface RuleExample {
  readonly title: string;
  readonly code: string;
  /** The code after the fixes, where there are any; of the header, the lines that change. */
  readonly fixed?: string;
  /** The tree is one in which the queue of tables runs the destructor. */
  readonly late?: boolean;
  /** Macros that change the small page tables. */
  readonly defines?: string;
  /** The example is the header itself with these defines; there is no code below it. */
  readonly inHeader?: boolean;
  /** The commit of the kernel that mended the bug that this is the shape of; in a clean one, mended. */
  readonly bug?: string;
}

/** A rule's examples: one file in `examples/`, named after the rule, exports them. */
export interface RuleExamples {
  /** C text that stands above the code of every example. */
  readonly above?: string;
  /** Each has exactly one finding of the rule. */
  readonly flagged: readonly RuleExample[];
  /** They look alike, and have none. */
  readonly clean: readonly RuleExample[];
}

export interface Rule {
  readonly meta: RuleMeta;
  readonly docs: RuleDocs;
  /** Everything it finds in the file. Missing syntax is no finding. */
  check(context: RuleContext): Finding[];
}
