import type { Expression, MemberExpression } from '../../../../language/src/syntax/ast.ts';
import type { FunctionDefinition } from '../../../../language/src/syntax/symbols.ts';
import { recordName } from '../../../../language/src/types/type-name.ts';
import { PAGE_RECORD } from '../../memdesc/memdesc.ts';
import type { RuleContext } from './rule.ts';

/** An expression in a function of the file. */
export interface PlacedExpression {
  readonly definition: FunctionDefinition;
  readonly expression: Expression;
}

/** Every expression of the file's functions whose bodies hold one of these names. */
export function* expressionsNaming(
  { unit, bodies }: RuleContext,
  names: readonly string[],
): Generator<PlacedExpression> {
  for (const definition of bodies.naming(names.map((name) => unit.interner.intern(name))))
    for (const expression of bodies.expressions(definition)) yield { definition, expression };
}

/** The same where one of these names stands as a member: behind `->` or `.`. */
export function* expressionsAccessing(
  { unit, bodies }: RuleContext,
  names: readonly string[],
): Generator<PlacedExpression> {
  for (const definition of bodies.accessing(names.map((name) => unit.interner.intern(name))))
    for (const expression of bodies.expressions(definition)) yield { definition, expression };
}

/** The record of a member expression when it is struct page or a memdesc. */
export function memdescOf({ model }: RuleContext, e: MemberExpression): string | undefined {
  const name = e.record && recordName(e.record);
  if (name === undefined) return undefined;
  return name === PAGE_RECORD || model.memdescs.some((m) => m.record === name) ? name : undefined;
}
