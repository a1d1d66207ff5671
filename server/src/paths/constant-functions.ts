import type { Expression } from '../../../language/src/syntax/ast.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { isEntryValue } from './table-types.ts';

/** `{ return 0; }`: the tokens of such a body. */
const BODY_TOKENS = 5;

/**
 * Functions of a table's entry whose bodies are nothing but `return NUMBER;`: p4d_none() and its kind,
 * where the level is folded. What they guard is on no path. Other such functions (PageHighMem() where there
 * is no high memory) still count as questions: code that asks them is right elsewhere, too.
 */
export class ConstantFunctions {
  readonly #unit: TranslationUnit;
  readonly #known = new Map<number, bigint | undefined>();

  constructor(unit: TranslationUnit) {
    this.#unit = unit;
  }

  /** What a call of such a function returns; undefined for every other expression. */
  value(e: Expression): bigint | undefined {
    if (e.kind !== 'call' || e.callee.kind !== 'identifier') return undefined;
    const { nameId } = e.callee;
    if (!this.#known.has(nameId)) this.#known.set(nameId, this.#returned(nameId));
    return this.#known.get(nameId);
  }

  #returned(nameId: number): bigint | undefined {
    const definition = this.#unit.definition(nameId);
    if (definition === undefined) return undefined;
    const { tokens, interner } = this.#unit;
    const { bodyToken, endToken, parameters } = definition;
    const [entry] = parameters;
    if (entry === undefined || !isEntryValue(entry.type)) return undefined;
    if (endToken - bodyToken !== BODY_TOKENS) return undefined;
    const words = Array.from({ length: BODY_TOKENS }, (_, index) =>
      interner.text(tokens.ids[bodyToken + index] ?? 0),
    );
    const [, number] = /^\{ return (\d+) ; \}$/.exec(words.join(' ')) ?? [];
    return number === undefined ? undefined : BigInt(number);
  }
}
