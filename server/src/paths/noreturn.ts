import type { Expression } from '../../../language/src/syntax/ast.ts';
import type { TranslationUnit } from '../../../language/src/unit.ts';

/** What gcc ends a path at without being told (Extend.texi, "Other Builtins"). */
const BUILTINS = ['__builtin_unreachable', '__builtin_trap', '__builtin_abort'];
const ATTRIBUTES = ['noreturn', '__noreturn__', '_Noreturn'];

/** Tells which functions of a unit do not return, from the attributes of their declarations. */
export class NoreturnFunctions {
  private readonly names: ReadonlySet<number>;

  constructor(unit: TranslationUnit) {
    const names = new Set(BUILTINS.map((name) => unit.interner.intern(name)));
    const ids = new Set(ATTRIBUTES.map((name) => unit.interner.intern(name)));
    let at = nextToken(unit, ids, 0);
    // Both lists are in the order of the source, so one pass over each is enough.
    for (const declaration of unit.declarations) {
      if (at < 0) break;
      // The body of a header's function may have been moved behind the end of the stream.
      const end = Math.min(
        declaration.definition?.bodyToken ?? declaration.endToken,
        declaration.endToken,
      );
      while (at >= 0 && at < declaration.startToken) at = nextToken(unit, ids, at + 1);
      if (at < 0 || at >= end) continue;
      for (const symbol of declaration.symbols) names.add(symbol.nameId);
    }
    this.names = names;
  }

  /** True for a call of such a function. */
  isCall(e: Expression): boolean {
    return e.kind === 'call' && e.callee.kind === 'identifier' && this.names.has(e.callee.nameId);
  }
}

function nextToken(unit: TranslationUnit, ids: ReadonlySet<number>, from: number): number {
  const { ids: tokens, length: count } = unit.tokens;
  for (let i = from; i < count; i++) if (ids.has(tokens[i] as number)) return i;
  return -1;
}
