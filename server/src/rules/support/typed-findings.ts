import type { CallExpression, Expression } from '../../../../language/src/syntax/ast.ts';
import { placeOf, type Verdict } from './path-findings.ts';
import type { Finding, RuleContext, RuleMeta } from './rule.ts';
import { expressionsNaming, type PlacedExpression } from './written-members.ts';

/** What a rule says about an expression, and at which of its tokens. */
export interface TypedVerdict extends Verdict {
  readonly token: number;
}

/** Asks a rule about every expression in the functions whose text holds a name; one finding a place. */
export function typedFindings(
  context: RuleContext,
  meta: RuleMeta,
  names: readonly string[],
  judge: (placed: PlacedExpression) => TypedVerdict | undefined,
): Finding[] {
  return findingsAmong(context, meta, expressionsNaming(context, names), judge);
}

/** Asks a rule about each of some expressions; one finding a place. */
export function findingsAmong(
  context: RuleContext,
  meta: RuleMeta,
  expressions: Iterable<PlacedExpression>,
  judge: (placed: PlacedExpression) => TypedVerdict | undefined,
): Finding[] {
  const findings = new Map<string, Finding>();
  for (const placed of expressions) {
    const verdict = judge(placed);
    const finding = verdict && typedFinding(context, meta, placed, verdict);
    const key = finding && `${finding.place.line}:${finding.place.column}`;
    if (finding && key && !findings.has(key)) findings.set(key, finding);
  }
  return [...findings.values()];
}

/** The finding that a verdict makes; undefined when it is about a token of another file. */
export function typedFinding(
  context: RuleContext,
  meta: RuleMeta,
  { definition }: Pick<PlacedExpression, 'definition'>,
  { token, message, severity = meta.severity, ...more }: TypedVerdict,
): Finding | undefined {
  const place = placeOf(context, token);
  if (!place) return undefined;
  const related = (more.related ?? []).filter((r) => r !== undefined);
  const fixes = (more.fixes ?? []).filter((f) => f !== undefined);
  return {
    rule: meta.id,
    severity,
    message,
    place,
    function: definition.symbol.name,
    ...(related.length > 0 && { related }),
    ...(fixes.length > 0 && { fixes }),
  };
}

/** A call of a function by its name. */
export function calledName(e: Expression): string | undefined {
  return e.kind === 'call' && e.callee.kind === 'identifier' ? e.callee.symbol?.name : undefined;
}

/** The call that an expression is, when it calls one of these by name. */
export function callOf(e: Expression, names: ReadonlySet<string>): CallExpression | undefined {
  return e.kind === 'call' && names.has(calledName(e) ?? '') ? e : undefined;
}

/** What is cast, through any number of casts. */
export function withoutCasts(e: Expression): Expression {
  return e.kind === 'cast' ? withoutCasts(e.operand) : e;
}
