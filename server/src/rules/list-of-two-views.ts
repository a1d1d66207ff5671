/**
 * Rule: list-of-two-views
 *
 * Reports a list that is filled by a member of one memdesc and walked by a member of another.
 */
import type { Expression, StatementExpression } from '../../../language/src/syntax/ast.ts';
import type { ObjectSym } from '../../../language/src/syntax/symbols.ts';
import { recordName } from '../../../language/src/types/type-name.ts';
import { relatedAt } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';
import { callOf, typedFindings, withoutCasts } from './support/typed-findings.ts';
import { expressionsAccessing, memdescOf } from './support/written-members.ts';

const meta: RuleMeta = {
  id: 'list-of-two-views',
  severity: 'info',
  since: '0.1.0',
  summary: 'A list is filled as one memdesc and walked as another.',
  needs: 'types',
  fixable: false,
};

const docs: RuleDocs = {
  what: `In one file, list_add() or one of its kind puts descriptors on a list by a member of one memdesc
(&ptdesc->pt_list), and the list is walked by a member of another (page->lru).`,
  why: `It works while both members lie at the same place in the same memory. When the memdesc is allocated
apart, or its list moves, whoever walks takes something else for an entry.`,
  how: `Walk the list by the member that fills it.`,
};

export const listOfTwoViews: Rule = { meta, docs, check };

/** include/linux/list.h */
const ADDS = new Set([
  ...[
    'list_add',
    'list_add_tail',
    'list_add_rcu',
    'list_add_tail_rcu',
    'list_move',
    'list_move_tail',
  ],
]);

interface Filling {
  readonly record: string;
  readonly member: string;
  readonly token: number;
}

function check(context: RuleContext) {
  const filled = fillings(context);
  if (filled.size === 0) return [];
  const members = listMembers(context);
  return typedFindings(context, meta, members, ({ expression }) => {
    const taken =
      expression.kind === 'statementExpression' ? entryTaken(context, expression) : undefined;
    const filling = taken && filled.get(taken.list);
    if (!taken || !filling || filling.record === taken.record) return undefined;
    return {
      token: taken.token,
      message: `This list is filled by ${filling.member} of ${filling.record}, and taken here for a list of ${taken.record}. Walk it by the member that fills it.`,
      related: [relatedAt(context, filling.token, 'It is filled here.')],
    };
  });
}

/** What puts descriptors on which list. */
function fillings(context: RuleContext): ReadonlyMap<string, Filling> {
  const filled = new Map<string, Filling>();
  for (const { expression } of expressionsAccessing(context, listMembers(context))) {
    const [entry, head] = callOf(expression, ADDS)?.args ?? [];
    const list = head && listKey(head);
    if (!entry || list === undefined || entry.kind !== 'unary' || entry.operand.kind !== 'member')
      continue;
    const record = memdescOf(context, entry.operand);
    const member = entry.operand.path.at(-1)?.name ?? '';
    if (record !== undefined) filled.set(list, { record, member, token: entry.operand.token });
  }
  return filled;
}

/** The members of descriptors that are list heads. */
function listMembers({ model }: RuleContext): string[] {
  const fields = [model.page, ...model.memdescs].flatMap((record) => record.fields);
  const lists = fields.filter(({ type, depth }) => depth === 0 && type === 'struct list_head');
  return [...new Set(lists.map(({ spelled }) => spelled))];
}

/** container_of() of what a list's head points to: whose list the source takes it for. */
function entryTaken(context: RuleContext, e: StatementExpression) {
  const last = e.body.statements.at(-1);
  const value = last?.kind === 'expression' ? last.expression : undefined;
  const record = value?.kind === 'cast' ? offsetRecord(context, value.operand) : undefined;
  const pointer = record === undefined ? undefined : firstInitializer(e);
  const next = pointer && withoutCasts(pointer);
  if (record === undefined || next?.kind !== 'member' || next.path.at(-1)?.name !== 'next')
    return undefined;
  const list = next.arrow ? listKey(next.object) : placeKey(next.object);
  return list === undefined ? undefined : { list, record, token: next.token };
}

/** The record in `(void *)p - offsetof(record, member)`. */
function offsetRecord({ model }: RuleContext, e: Expression): string | undefined {
  const inner = withoutCasts(e);
  const offset = inner.kind === 'binary' ? withoutCasts(inner.right) : undefined;
  const record = offset?.kind === 'offsetof' ? offset.designators[0]?.record : undefined;
  const name = record && recordName(record);
  const isDescriptor = model.memdescs.some((m) => m.record === name) || name === 'struct page';
  return isDescriptor ? name : undefined;
}

function firstInitializer({ body }: StatementExpression): Expression | undefined {
  const [first] = body.statements;
  const symbol = first?.kind === 'declaration' ? first.symbols[0] : undefined;
  const value = symbol?.kind === 'object' ? (symbol as ObjectSym).initializer : undefined;
  return value?.kind === 'initializerList' ? undefined : value;
}

/** The list that a pointer to a head names: `&pgd_list`, `&pool->free`. */
function listKey(e: Expression): string | undefined {
  const head = withoutCasts(e);
  return head.kind === 'unary' && head.operator === '&' ? placeKey(head.operand) : undefined;
}

/** A variable of the file or the kernel, or a member of a structure, whichever one of them it is in. */
function placeKey(e: Expression): string | undefined {
  if (e.kind === 'identifier') {
    return e.symbol?.kind === 'object' && !e.symbol.local ? e.symbol.name : undefined;
  }
  if (e.kind !== 'member' || !e.record) return undefined;
  return `${recordName(e.record)}.${e.path.at(-1)?.name}`;
}
