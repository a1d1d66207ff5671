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

/** The text of a body names one of these, as expanded or, where it was passed over, as written. */
function holds(
  unit: RuleContext['unit'],
  definition: FunctionDefinition,
  wanted: ReadonlySet<number>,
): boolean {
  const { ids, start, end } = bodyWords(unit, definition);
  for (let i = start; i < end; i++) if (wanted.has(ids[i] as number)) return true;
  return false;
}

/** The words of a body, as expanded or, where it was passed over, as written: without parsing it. */
export function bodyWords(
  unit: RuleContext['unit'],
  { bodyToken, endToken }: FunctionDefinition,
): { readonly ids: Int32Array; readonly start: number; readonly end: number } {
  const deferred = unit.preprocessor.deferred.at(bodyToken);
  const file = deferred && unit.sources.file(deferred.file);
  if (!deferred || !file) return { ids: unit.tokens.ids, start: bodyToken, end: endToken };
  return { ids: file.tokens.ids, start: deferred.open, end: deferred.close };
}

/** The record of a member expression when it is struct page or a memdesc. */
export function memdescOf({ model }: RuleContext, e: MemberExpression): string | undefined {
  const name = e.record && recordName(e.record);
  if (name === undefined) return undefined;
  return name === PAGE_RECORD || model.memdescs.some((m) => m.record === name) ? name : undefined;
}
