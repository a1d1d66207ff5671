/**
 * Rule: lost-count
 *
 * Reports a count in a memdesc that is changed by reading it and setting it, or that is asked again
 * after it was decremented: between the two steps someone else may have changed it.
 */
import { P_EQ } from '../../../language/src/lexer/spellings.ts';
import type { Expression } from '../../../language/src/syntax/ast.ts';
import type { FunctionDefinition } from '../../../language/src/syntax/symbols.ts';
import { visitExpression } from '../../../language/src/syntax/visit.ts';
import { expressionKey } from '../paths/expression-key.ts';
import { lineFix } from './support/line-fix.ts';
import { isNull } from './support/local-values.ts';
import { placeOf, relatedAt } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';
import { calledName, callOf, type TypedVerdict, typedFindings } from './support/typed-findings.ts';
import { memdescOf } from './support/written-members.ts';

const meta: RuleMeta = {
  id: 'lost-count',
  severity: 'info',
  since: '0.1.0',
  summary: 'A count in a memdesc is changed or asked in two steps.',
  needs: 'types',
  fixable: true,
};

const docs: RuleDocs = {
  what: `An atomic count in struct page or in a memdesc is set to a value that is computed from itself, or
it is decremented and then compared with 0 by another read.`,
  why: `Each step is atomic, both together are not. Of two users that let go of a table at once, one
decrement is lost, or both see 0 and free it twice. It is an info, since a lock that everybody takes makes
it right.`,
  how: `Use the function that does both: atomic_add(), atomic_dec_and_test().`,
};

export const lostCount: Rule = { meta, docs, check };

/** include/linux/atomic/atomic-instrumented.h */
const SET = new Set(['atomic_set', 'atomic_set_release']);
const READ = new Set(['atomic_read', 'atomic_read_acquire']);
const DOWN = new Set(['atomic_dec', 'atomic_sub']);
const UP = new Set(['atomic_inc', 'atomic_add', ...SET]);

/** Where a function last decremented each count. */
type Decrements = Map<string, number>;

function check(context: RuleContext) {
  const counts = countNames(context);
  const perFunction = new WeakMap<FunctionDefinition, Decrements>();
  return typedFindings(context, meta, [...counts], ({ definition, expression }) => {
    const decrements = perFunction.get(definition) ?? new Map<string, number>();
    perFunction.set(definition, decrements);
    const key = (e: Expression | undefined) => countKey(context, e, counts);
    return (
      setFromItself(context, expression, key) ?? askedAgain(context, expression, key, decrements)
    );
  });
}

type KeyOf = (e: Expression | undefined) => string | undefined;

function setFromItself(
  context: RuleContext,
  e: Expression,
  keyOf: KeyOf,
): TypedVerdict | undefined {
  const call = callOf(e, SET);
  const key = keyOf(call?.args[0]);
  if (!call || key === undefined || !call.args[1]) return undefined;
  let reads = false;
  visitExpression(call.args[1], (inner) => {
    reads ||= keyOf(callOf(inner, READ)?.args[0]) === key;
  });
  if (!reads) return undefined;
  const { token } = call.callee;
  return {
    token,
    message: `This reads a count and sets it in two steps, so changes in between are lost. Change it in one step.`,
    fixes: [additionFix(context, token)],
  };
}

function additionFix(context: RuleContext, token: number) {
  const place = placeOf(context, token);
  const how = (name: string) => ({
    title: `Use ${name}()`,
    isSafe: true,
    by: `${name}($2, $1)`,
  });
  return (
    lineFix(context, place, PLUS, how('atomic_add')) ??
    lineFix(context, place, MINUS, how('atomic_sub'))
  );
}

const PLUS = /atomic_set\((&[\w>.-]+), atomic_read\(\1\) \+ (\w+)\)/;
const MINUS = /atomic_set\((&[\w>.-]+), atomic_read\(\1\) - (\w+)\)/;

/** Notes what happens to counts, and reports a comparison with 0 after a decrement. */
function askedAgain(
  context: RuleContext,
  e: Expression,
  keyOf: KeyOf,
  decrements: Decrements,
): TypedVerdict | undefined {
  if (e.kind === 'call') {
    const name = calledName(e) ?? '';
    const key = keyOf(e.args.find((argument) => keyOf(argument) !== undefined));
    if (key !== undefined && DOWN.has(name)) decrements.set(key, e.callee.token);
    if (key !== undefined && UP.has(name)) decrements.delete(key);
  }
  const read = zeroTest(e);
  const key = keyOf(read?.args[0]);
  const since = key === undefined ? undefined : decrements.get(key);
  if (!read || since === undefined) return undefined;
  return {
    token: read.callee.token,
    message: `This checks in a second step whether the count has reached 0, so two users that let go at once may both see it. Use atomic_dec_and_test().`,
    related: [relatedAt(context, since, 'It is decremented here.')],
  };
}

/** The read in `atomic_read(…) == 0` and `!atomic_read(…)`. */
function zeroTest(e: Expression) {
  if (e.kind === 'unary' && e.operator === '!') return callOf(e.operand, READ);
  if (e.kind !== 'binary' || e.operator !== P_EQ) return undefined;
  return isNull(e.right) ? callOf(e.left, READ) : undefined;
}

/** How the memdescs and struct page call their atomic counts. */
function countNames({ model }: RuleContext): ReadonlySet<string> {
  const fields = [model.page, ...model.memdescs].flatMap((record) => record.fields);
  const counts = fields.filter(({ type, depth }) => depth === 0 && type === 'atomic_t');
  return new Set(counts.map(({ spelled }) => spelled));
}

/** `&page->_refcount` of one page: the same text about the same variables. */
function countKey(
  context: RuleContext,
  e: Expression | undefined,
  counts: ReadonlySet<string>,
): string | undefined {
  if (e?.kind !== 'unary' || e.operator !== '&' || e.operand.kind !== 'member') return undefined;
  const name = e.operand.path.at(-1)?.name ?? '';
  if (!counts.has(name) || memdescOf(context, e.operand) === undefined) return undefined;
  return expressionKey(e.operand)?.key;
}
