import { maskOf } from '../../../language/src/lexer/spelling-mask.ts';
import type { Expression } from '../../../language/src/syntax/ast.ts';
import type { Sym } from '../../../language/src/syntax/symbols.ts';
import { declarationAt } from '../../../language/src/unit/find.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';

/** What gcc ends a path at without being told (Extend.texi, "Other Builtins"). */
const BUILTINS = ['__builtin_unreachable', '__builtin_trap', '__builtin_abort'];
const ATTRIBUTES = ['noreturn', '__noreturn__', '_Noreturn'];

/**
 * Tells which functions of a unit do not return, from the attributes of their declarations; only those
 * of functions that are called somewhere are looked at.
 */
export class NoreturnFunctions {
  private readonly unit: TranslationUnit;
  private readonly attributes: Uint8Array;
  private readonly known = new Map<number, boolean>();

  constructor(unit: TranslationUnit) {
    this.unit = unit;
    const attributes = ATTRIBUTES.map((name) => unit.interner.intern(name));
    this.attributes = maskOf(unit.interner, attributes);
    for (const name of BUILTINS) this.known.set(unit.interner.intern(name), true);
  }

  /** True for a call of such a function. */
  isCall(e: Expression): boolean {
    return e.kind === 'call' && e.callee.kind === 'identifier' && this.isNoreturn(e.callee.nameId);
  }

  private isNoreturn(nameId: number): boolean {
    const known = this.known.get(nameId);
    if (known !== undefined) return known;
    const isNoreturn = this.isDeclaredSo(this.unit.parser.scope.symbol(nameId));
    this.known.set(nameId, isNoreturn);
    return isNoreturn;
  }

  /** One of the declarations of a function is enough. */
  private isDeclaredSo(last: Sym | undefined): boolean {
    for (
      let symbol = last;
      symbol;
      symbol = symbol.kind === 'function' ? symbol.previous : undefined
    )
      if (this.hasAttribute(symbol.token)) return true;
    return false;
  }

  /** Whether the attribute stands in the declaration around a token, outside of the body. */
  private hasAttribute(token: number): boolean {
    const declaration = declarationAt(this.unit, token);
    if (!declaration) return false;
    const { ids } = this.unit.tokens;
    const end = declaration.definition?.bodyToken ?? declaration.endToken;
    for (let i = declaration.startToken; i < end; i++)
      if (this.attributes[ids[i] as number] === 1) return true;
    return false;
  }
}
