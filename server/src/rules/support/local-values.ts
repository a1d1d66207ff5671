import type { Expression } from '../../../../language/src/syntax/ast.ts';
import type { FunctionDefinition, Sym } from '../../../../language/src/syntax/symbols.ts';
import type { RuleContext } from './rule.ts';

/** What a local variable is ever given; undefined when someone may write to it by its address. */
export function valuesOf(
  { bodies }: RuleContext,
  definition: FunctionDefinition,
  symbol: Sym,
): Expression[] | undefined {
  const values: Expression[] = [];
  let isHidden = false;
  if (
    symbol.kind === 'object' &&
    symbol.initializer &&
    symbol.initializer.kind !== 'initializerList'
  ) {
    values.push(symbol.initializer);
  }
  for (const e of bodies.expressions(definition)) {
    if (e.kind === 'assign' && isName(e.left, symbol)) values.push(e.right);
    if (e.kind === 'unary' && /^(&|post)|[+-]{2}/.test(e.operator) && isName(e.operand, symbol)) {
      isHidden = true;
    }
  }
  return isHidden ? undefined : values;
}

const isName = (e: Expression, symbol: Sym): boolean =>
  e.kind === 'identifier' && e.symbol === symbol;

/** A null pointer, whatever it is cast to. */
export function isNull(e: Expression): boolean {
  if (e.kind === 'cast') return isNull(e.operand);
  return e.kind === 'integer' && e.value === 0n;
}
