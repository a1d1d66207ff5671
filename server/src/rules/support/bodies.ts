import { K_LAST, P_ARROW, P_DOT } from '../../../../language/src/lexer/spellings.ts';
import type { Expression } from '../../../../language/src/syntax/ast.ts';
import type { FunctionDefinition } from '../../../../language/src/syntax/symbols.ts';
import { visitStatement } from '../../../../language/src/syntax/visit.ts';
import type { TranslationUnit } from '../../../../language/src/unit/translation-unit.ts';
import { spellingsOf } from '../../memdesc/record-names.ts';
import { CastCandidates } from './cast-candidates.ts';

/** The words of a body: the stream's, or the file's where the body was passed over. */
export interface BodyWords {
  readonly ids: Int32Array;
  readonly start: number;
  readonly end: number;
}

/** The words of a body, as expanded or, where it was passed over, as written: without parsing it. */
export function bodyWords(
  unit: TranslationUnit,
  { bodyToken, endToken }: FunctionDefinition,
): BodyWords {
  const deferred = unit.preprocessor.deferred.at(bodyToken);
  const file = deferred && unit.sources.file(deferred.file);
  if (!deferred || !file) return { ids: unit.tokens.ids, start: bodyToken, end: endToken };
  return { ids: file.tokens.ids, start: deferred.open, end: deferred.close };
}

/**
 * The bodies of the functions of one file, for the rules that look into them one after the other: what
 * a body names, and what expressions it has, is worked out once for all of them.
 */
export class Bodies {
  readonly #unit: TranslationUnit;
  readonly #definitions: readonly FunctionDefinition[];
  readonly #expressions = new Map<FunctionDefinition, readonly Expression[]>();
  readonly #spellings = new Map<string, ReadonlySet<number>>();
  readonly #casting = new Map<string, readonly FunctionDefinition[]>();
  #index: BodyIndex | undefined;

  constructor(unit: TranslationUnit, definitions: readonly FunctionDefinition[]) {
    this.#unit = unit;
    this.#definitions = definitions;
  }

  /** The functions whose bodies hold one of these names, in their order; keywords are no names. */
  naming(ids: Iterable<number>): FunctionDefinition[] {
    return this.#among(this.#indexed.names, ids);
  }

  /** Those in which one of these names stands behind `->` or `.`, or may do so in a macro's text. */
  accessing(ids: Iterable<number>): FunctionDefinition[] {
    return this.#among(this.#indexed.members, ids);
  }

  /** The functions whose bodies may cast to a pointer to one of these records. */
  casting(records: ReadonlySet<string>): readonly FunctionDefinition[] {
    const key = [...records].sort().join();
    const known = this.#casting.get(key);
    if (known) return known;
    const candidates = new CastCandidates(this.#unit, this.spellings(records));
    const found = this.#definitions.filter((definition) => candidates.mayCast(definition));
    this.#casting.set(key, found);
    return found;
  }

  /** Every expression of a body, outer ones before the ones they hold. */
  expressions(definition: FunctionDefinition): readonly Expression[] {
    const known = this.#expressions.get(definition);
    if (known) return known;
    const found: Expression[] = [];
    visitStatement(this.#unit.body(definition), (e) => void found.push(e));
    this.#expressions.set(definition, found);
    return found;
  }

  /** See spellingsOf(). */
  spellings(records: ReadonlySet<string>): ReadonlySet<number> {
    const key = [...records].sort().join();
    const known = this.#spellings.get(key);
    if (known) return known;
    const found = spellingsOf(this.#unit, records);
    this.#spellings.set(key, found);
    return found;
  }

  get #indexed(): BodyIndex {
    this.#index ??= indexOf(this.#unit, this.#definitions);
    return this.#index;
  }

  #among(index: NameIndex, ids: Iterable<number>): FunctionDefinition[] {
    const found = new Set<number>();
    for (const id of ids) for (const at of index.get(id) ?? []) found.add(at);
    return [...found].sort((a, b) => a - b).flatMap((at) => this.#definitions[at] ?? []);
  }
}

/** For each name the numbers of the definitions in whose bodies it stands. */
type NameIndex = Map<number, number[]>;

interface BodyIndex {
  readonly names: NameIndex;
  readonly members: NameIndex;
}

function indexOf(unit: TranslationUnit, definitions: readonly FunctionDefinition[]): BodyIndex {
  const index: BodyIndex = { names: new Map(), members: new Map() };
  definitions.forEach((definition, at) => {
    const { ids, start, end } = bodyWords(unit, definition);
    // A body that was passed over is not expanded: its macros may say anything about its names.
    const isExpanded = ids === unit.tokens.ids;
    for (let i = start; i < end; i++) {
      const id = ids[i] as number;
      if (id <= K_LAST) continue;
      note(index.names, id, at);
      const before = ids[i - 1];
      if (!isExpanded || before === P_ARROW || before === P_DOT) note(index.members, id, at);
    }
  });
  return index;
}

function note(index: NameIndex, id: number, at: number): void {
  const known = index.get(id);
  if (known === undefined) index.set(id, [at]);
  else if (known[known.length - 1] !== at) known.push(at);
}
