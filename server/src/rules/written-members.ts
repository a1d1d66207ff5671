import type { Expression, MemberExpression } from '../../../language/src/syntax/ast.ts';
import type { FunctionDefinition } from '../../../language/src/syntax/symbols.ts';
import { visitStatement } from '../../../language/src/syntax/visit.ts';
import { recordName } from '../../../language/src/types/type-name.ts';
import { PAGE_RECORD } from '../memdesc/memdesc.ts';
import type { RuleContext } from './rule.ts';

/** An expression in a function of the file. */
export interface PlacedExpression {
  readonly definition: FunctionDefinition;
  readonly expression: Expression;
}

/** Every expression of the file's functions whose bodies hold one of these names. */
export function* expressionsNaming(
  { unit, definitions }: RuleContext,
  names: readonly string[],
): Generator<PlacedExpression> {
  const wanted = new Set(names.map((name) => unit.interner.intern(name)));
  for (const definition of definitions) {
    if (!holds(unit, definition, wanted)) continue;
    const found: Expression[] = [];
    visitStatement(unit.body(definition), (e) => void found.push(e));
    for (const expression of found) yield { definition, expression };
  }
}

/** The file's functions whose bodies hold one of these words. */
export function definitionsNaming(
  { unit, definitions }: RuleContext,
  names: readonly string[],
): readonly FunctionDefinition[] {
  const wanted = new Set(names.map((name) => unit.interner.intern(name)));
  return definitions.filter((definition) => holds(unit, definition, wanted));
}

/** The text of a body names one of these, as expanded or, where it was passed over, as written. */
function holds(
  unit: RuleContext['unit'],
  { bodyToken, endToken }: FunctionDefinition,
  wanted: ReadonlySet<number>,
): boolean {
  const deferred = unit.preprocessor.deferred.at(bodyToken);
  const file = deferred && unit.sources.file(deferred.file);
  const ids = file ? file.tokens.ids : unit.tokens.ids;
  const end = deferred ? deferred.close : endToken;
  for (let i = deferred ? deferred.open : bodyToken; i < end; i++)
    if (wanted.has(ids[i] as number)) return true;
  return false;
}

/** The record of a member expression when it is struct page or a memdesc. */
export function memdescOf({ model }: RuleContext, e: MemberExpression): string | undefined {
  const name = e.record && recordName(e.record);
  if (name === undefined) return undefined;
  return name === PAGE_RECORD || model.memdescs.some((m) => m.record === name) ? name : undefined;
}
