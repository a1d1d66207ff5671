/**
 * Rule: private-of-table
 *
 * Reports a store to the private word of a page table's page: the lock of the table lies there.
 */
import type { Expression } from '../../../language/src/syntax/ast.ts';
import { PAGE_RECORD } from '../memdesc/memdesc.ts';
import { placeOf } from './support/path-findings.ts';
import type { Finding, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';
import { TablePages } from './support/table-pages.ts';
import { expressionsNaming, memdescOf } from './support/written-members.ts';

const meta: RuleMeta = {
  id: 'private-of-table',
  severity: 'info',
  since: '0.1.0',
  summary: "The private word of a page table's page is written to.",
  needs: 'types',
  fixable: false,
};

const docs: RuleDocs = {
  what: `page->private, or set_page_private(), is used to store something in the page that an entry of a
table lies in.`,
  why: `The lock of a page table lies over that word. For a table with a lock the store overwrites it; for
one without, it is wrong as soon as a kernel constructs tables of that level, and the destructor then frees
what is stored there as if it were a lock.`,
  how: `Keep what is stored in a word of the descriptor's own, or outside of it.`,
};

export const privateOfTable: Rule = { meta, docs, check };

/** include/linux/mm.h and include/linux/pagemap.h */
const SETTERS = ['set_page_private', 'attach_page_private'];

function check(context: RuleContext): Finding[] {
  const pages = new TablePages(context);
  const findings = new Map<string, Finding>();
  for (const { definition, expression } of expressionsNaming(context, ['private', ...SETTERS])) {
    const store = storeIn(context, expression);
    if (!store || !pages.has(context, definition, store.page)) continue;
    const place = placeOf(context, store.token);
    if (!place) continue;
    findings.set(`${place.line}:${place.column}`, {
      rule: meta.id,
      severity: meta.severity,
      message:
        "This writes to the private word of a page table's page, over which the lock of the table lies. Keep it in a word of its own.",
      place,
      function: definition.symbol.name,
    });
  }
  return [...findings.values()];
}

/** Whose word is written to, and where that is said; the setters are functions in newer kernels. */
function storeIn(
  context: RuleContext,
  e: Expression,
): { readonly page: Expression; readonly token: number } | undefined {
  if (e.kind === 'call') {
    const name = e.callee.kind === 'identifier' ? e.callee.symbol?.name : undefined;
    const [page] = e.args;
    return page && SETTERS.includes(name ?? '') ? { page, token: e.callee.token } : undefined;
  }
  if (e.kind !== 'assign' || e.left.kind !== 'member' || !e.left.arrow) return undefined;
  const isPrivate = e.left.path.at(-1)?.name === 'private';
  if (!isPrivate || memdescOf(context, e.left) !== PAGE_RECORD) return undefined;
  return { page: e.left.object, token: e.left.token };
}
