import { ROOTS } from '../../../../emulator/src/kernel-functions/kernel-functions.ts';
import type { Expression } from '../../../../language/src/syntax/ast.ts';
import type { FunctionDefinition, Sym } from '../../../../language/src/syntax/symbols.ts';
import { type CType, resolve } from '../../../../language/src/types/types.ts';
import { pointedRecord } from '../../memdesc/conversions.ts';
import { PAGE_RECORD } from '../../memdesc/memdesc.ts';
import { TableTypes } from '../../paths/table-types.ts';
import { isNull, valuesOf } from './local-values.ts';
import type { RuleContext } from './rule.ts';

/** include/linux/mm.h, where an architecture has a function and not a macro. */
const FROM_ADDRESS = /^virt_to_(head_)?page$/;

/**
 * Which expressions are the struct page of a page table, beyond doubt and by types alone: a page made
 * from the address of an entry or from a table's descriptor, or a variable that is given nothing else.
 */
export class TablePages {
  /** The record that this tree's constructors of page tables take; undefined where it is the page. */
  readonly record: string | undefined;
  readonly #types: TableTypes;

  constructor({ unit, model }: RuleContext) {
    this.#types = new TableTypes(unit, model);
    const constructors = [...ROOTS].flatMap(([name, root]) =>
      root.kind === 'construct' ? [name] : [],
    );
    const records = constructors.flatMap((name) => recordTaken(unit.symbol(name)) ?? []);
    this.record = records.find((record) => record !== PAGE_RECORD);
  }

  /** Whether an expression in a function is such a page. */
  has(context: RuleContext, definition: FunctionDefinition, e: Expression): boolean {
    if (pointedRecord(e.type) !== PAGE_RECORD) return false;
    if (e.kind !== 'identifier') return this.#isMade(e);
    const { symbol } = e;
    if (symbol?.kind !== 'object' || !symbol.local) return false;
    const values = valuesOf(context, definition, symbol);
    const given = values?.filter((value) => !isNull(value)) ?? [];
    return given.length > 0 && given.every((value) => value !== e && this.#isMade(value));
  }

  #isMade(e: Expression): boolean {
    if (e.kind === 'generic') return e.chosen !== undefined && this.#isMade(e.chosen.expression);
    if (e.kind === 'cast' && this.record !== undefined) {
      if (pointedRecord(e.operand.type) === this.record) return true;
    }
    if (e.kind === 'call' && e.callee.kind === 'identifier') {
      const isAddress = FROM_ADDRESS.test(e.callee.symbol?.name ?? '');
      return isAddress && e.args.some((argument) => this.#isAddress(argument.type));
    }
    return this.#holdsAddress(e);
  }

  /** A pgtable_t is a page on most architectures, and an address on some. */
  #isAddress(type: CType): boolean {
    return this.#types.isEntry(type) || this.#types.isEntry(resolve(type));
  }

  /** An entry's address as a number, with which something is computed: `vmemmap + (__pa(pte) >> 12)`. */
  #holdsAddress(e: Expression): boolean {
    switch (e.kind) {
      case 'cast':
        return (
          (resolve(e.type).kind === 'integer' && this.#isAddress(e.operand.type)) ||
          this.#holdsAddress(e.operand)
        );
      case 'binary':
        return this.#holdsAddress(e.left) || this.#holdsAddress(e.right);
      case 'call':
        return e.args.some((argument) => this.#holdsAddress(argument));
      default:
        return false;
    }
  }
}

function recordTaken(symbol: Sym | undefined): string | undefined {
  const type = symbol?.kind === 'function' ? resolve(symbol.type) : undefined;
  const last = type?.kind === 'function' ? type.parameters?.at(-1) : undefined;
  return last && pointedRecord(last.type);
}
