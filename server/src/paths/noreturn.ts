import type { TranslationUnit } from '../../../language/src/index.ts';
import { maskOf } from '../../../language/src/lexer/spelling-mask.ts';
import type { Expression } from '../../../language/src/syntax/ast.ts';
import type { Sym } from '../../../language/src/syntax/symbols.ts';
import { declarationAt } from '../../../language/src/unit/find.ts';

/** What gcc ends a path at without being told (Extend.texi, "Other Builtins"). */
const BUILTINS = ['__builtin_unreachable', '__builtin_trap', '__builtin_abort'];
const ATTRIBUTES = ['noreturn', '__noreturn__', '_Noreturn'];

/** Tells which functions of a unit do not return, from the attributes of their declarations. */
export class NoreturnFunctions {
  private readonly names: ReadonlySet<number>;

  constructor(unit: TranslationUnit) {
    const names = new Set(BUILTINS.map((name) => unit.interner.intern(name)));
    const attributes = ATTRIBUTES.map((name) => unit.interner.intern(name));
    const mask = maskOf(unit.interner, attributes);
    const { ids, length } = unit.tokens;
    for (let i = 0; i < length; i++)
      if (mask[ids[i] as number] === 1)
        for (const symbol of declaredWith(unit, i)) names.add(symbol.nameId);
    this.names = names;
  }

  /** True for a call of such a function. */
  isCall(e: Expression): boolean {
    return e.kind === 'call' && e.callee.kind === 'identifier' && this.names.has(e.callee.nameId);
  }
}

/** The symbols of the declaration that a token belongs to; none when it stands in a body. */
function declaredWith(unit: TranslationUnit, token: number): readonly Sym[] {
  const declaration = declarationAt(unit, token);
  const body = declaration?.definition?.bodyToken;
  return declaration && (body === undefined || token < body) ? declaration.symbols : [];
}
