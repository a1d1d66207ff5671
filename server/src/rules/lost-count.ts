/**
 * Rule: lost-count
 *
 * Reports a count in a memdesc that is changed by reading it and setting it, or that is asked again
 * after it was decremented: between the two steps somebody else may have changed it.
 */
import { P_EQ } from '../../../language/src/lexer/spellings.ts';
import type { Expression } from '../../../language/src/syntax/ast.ts';
import type { FunctionDefinition } from '../../../language/src/syntax/symbols.ts';
import { visitExpression } from '../../../language/src/syntax/visit.ts';
import { expressionKey } from '../paths/expression-key.ts';
import { lineFix } from './line-fix.ts';
import { isNull } from './local-values.ts';
import { placeOf, relatedAt } from './path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleExamples, RuleMeta } from './rule.ts';
import { calledName, callOf, type TypedVerdict, typedFindings } from './typed-findings.ts';
import { memdescOf } from './written-members.ts';

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

const COUNTS = `
struct frag_desc { unsigned long flags; struct list_head list; void *mapping; atomic_t users; };
static_assert(offsetof(struct page, flags) == offsetof(struct frag_desc, flags), "");
static_assert(offsetof(struct page, lru) == offsetof(struct frag_desc, list), "");
static_assert(offsetof(struct page, mapping) == offsetof(struct frag_desc, mapping), "");
static_assert(sizeof(struct frag_desc) <= sizeof(struct page), "");
int atomic_read(const atomic_t *v);
void atomic_set(atomic_t *v, int i);
void atomic_inc(atomic_t *v);
void atomic_dec(atomic_t *v);
void atomic_add(int i, atomic_t *v);
int atomic_dec_and_test(atomic_t *v);
void release(struct frag_desc *frag);`;

const examples: RuleExamples = {
  flagged: [
    {
      title: 'Read, and set to more',
      code: `${COUNTS}
void f(struct frag_desc *frag, int more) { atomic_set(&frag->users, atomic_read(&frag->users) + more); }`,
    },
    {
      title: 'Decremented, and asked',
      code: `${COUNTS}
void f(struct frag_desc *frag)
{
	atomic_dec(&frag->users);
	if (atomic_read(&frag->users) == 0)
		release(frag);
}`,
    },
    {
      title: 'Asked by a negation',
      code: `${COUNTS}
void f(struct frag_desc *frag)
{
	atomic_dec(&frag->users);
	if (!atomic_read(&frag->users))
		release(frag);
}`,
    },
    {
      title: 'Of a page, by its number',
      code: `${COUNTS}
void f(struct page *page) { atomic_set(&page->_refcount, atomic_read(&page->_refcount) - 1); }`,
    },
  ],
  clean: [
    {
      title: 'In one step',
      code: `${COUNTS}
void f(struct frag_desc *frag, int more)
{
	atomic_add(more, &frag->users);
	if (atomic_dec_and_test(&frag->users))
		release(frag);
}`,
    },
    {
      title: 'Set to what another has',
      code: `${COUNTS}
void f(struct frag_desc *to, struct frag_desc *from) { atomic_set(&to->users, atomic_read(&from->users)); }`,
    },
    {
      title: 'Asked before it is decremented',
      code: `${COUNTS}
void f(struct frag_desc *frag)
{
	BUG_ON(atomic_read(&frag->users) == 0);
	atomic_dec(&frag->users);
}`,
    },
    {
      title: 'A count of somebody else',
      code: `${COUNTS}
struct other { atomic_t users; };
void f(struct other *o) { atomic_set(&o->users, atomic_read(&o->users) + 1); }`,
    },
    {
      title: 'Counted up again',
      code: `${COUNTS}
int f(struct frag_desc *frag)
{
	atomic_dec(&frag->users);
	atomic_inc(&frag->users);
	return atomic_read(&frag->users) == 0;
}`,
    },
  ],
};

export const lostCount: Rule = { meta, docs, examples, check };

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
    message: `This reads a count and sets it in two steps; what happens to the count between them is lost. Change it in one step.`,
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
    message: `This asks in a second step whether the count has become 0: two users that let go at once may both see it. Use atomic_dec_and_test().`,
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
