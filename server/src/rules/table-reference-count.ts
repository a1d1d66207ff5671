/**
 * Rule: table-reference-count
 *
 * Reports that the reference count of a table's page is asked or changed: as a count of fragments, of
 * sharers, or of anything else that the table's users mean by it.
 */
import type { CallExpression, Expression } from '../../../language/src/syntax/ast.ts';
import { placeOf } from './support/path-findings.ts';
import type { Finding, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';
import { TablePages } from './support/table-pages.ts';
import { expressionsNaming, memdescOf } from './support/written-members.ts';

const meta: RuleMeta = {
  id: 'table-reference-count',
  severity: 'info',
  since: '0.1.0',
  summary: "The reference count of a page table's page is used to count something else.",
  needs: 'types',
  fixable: false,
};

const docs: RuleDocs = {
  what: `page_count(), get_page() or another function on reference counts is called for the page that an
entry of a table lies in, or the count is named through the descriptor of page tables.`,
  why: `Whoever walks page frames takes references to any page for a moment, so the count is never exactly
what the users of a table make of it: fragments were freed twice, and shared tables were not seen as
shared.`,
  how: `Count in a word of the descriptor's own, as pt_frag_refcount and pt_share_count do.`,
};

export const tableReferenceCount: Rule = {
  meta,
  docs,
  check,
};

/** include/linux/page_ref.h and include/linux/mm.h */
const COUNTERS = new Set([
  ...['page_count', 'page_ref_count', 'set_page_count', 'get_page', 'put_page'],
  ...['put_page_testzero', 'page_ref_inc', 'page_ref_dec', 'page_ref_add', 'page_ref_sub'],
  ...['page_ref_inc_return', 'page_ref_dec_return', 'page_ref_dec_and_test'],
  ...['page_ref_sub_and_test', 'page_ref_add_unless', 'page_ref_freeze'],
]);

function check(context: RuleContext): Finding[] {
  const pages = new TablePages(context);
  const members = countOf(context, pages.record);
  const findings = new Map<string, Finding>();
  for (const { definition, expression } of expressionsNaming(context, [...COUNTERS, ...members])) {
    const isCount =
      isMember(context, expression, pages.record, members) ||
      (isCounting(expression) && pages.has(context, definition, expression.args[0] as Expression));
    const token = expression.kind === 'call' ? expression.callee.token : expression.token;
    const place = isCount ? placeOf(context, token) : undefined;
    if (!place) continue;
    findings.set(`${place.line}:${place.column}`, {
      rule: meta.id,
      severity: meta.severity,
      message: `This counts with the reference count of a page table's page. Code that walks page frames takes references too, so the count says nothing about the users of the table. Count in a field of the descriptor.`,
      place,
      function: definition.symbol.name,
    });
  }
  return [...findings.values()];
}

function isCounting(e: Expression): e is CallExpression {
  if (e.kind !== 'call' || e.args.length === 0 || e.callee.kind !== 'identifier') return false;
  return COUNTERS.has(e.callee.symbol?.name ?? '');
}

/** What the descriptor of page tables calls the word of the count. */
function countOf({ model }: RuleContext, record: string | undefined): string[] {
  const count = model.page.fields.find(({ path }) => path === '_refcount');
  const memdesc = model.memdescs.find((each) => each.record === record);
  return (memdesc?.fields ?? [])
    .filter(({ depth, offsetBits }) => depth === 0 && offsetBits === count?.offsetBits)
    .map(({ spelled }) => spelled);
}

function isMember(
  context: RuleContext,
  e: Expression,
  record: string | undefined,
  members: readonly string[],
): boolean {
  if (e.kind !== 'member' || record === undefined) return false;
  const name = e.path.at(-1)?.name ?? '';
  return members.includes(name) && memdescOf(context, e) === record;
}
