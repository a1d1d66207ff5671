/**
 * Rule: moved-huge-entry
 *
 * Reports a huge entry that is moved to another place while the page table that was deposited for it
 * stays where it was.
 */
import type { CallExpression, Expression } from '../../../language/src/syntax/ast.ts';
import type { FunctionDefinition } from '../../../language/src/syntax/symbols.ts';
import { visitExpression } from '../../../language/src/syntax/visit.ts';
import { expressionKey } from '../paths/expression-key.ts';
import { bodyWords } from './support/bodies.ts';
import { valuesOf } from './support/local-values.ts';
import { relatedAt } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';
import { callOf, typedFindings } from './support/typed-findings.ts';

const meta: RuleMeta = {
  id: 'moved-huge-entry',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A huge entry is moved without the page table that was deposited for it.',
  needs: 'types',
  fixable: false,
};

const docs: RuleDocs = {
  what: `An entry that pmdp_huge_get_and_clear() or one of its kind took from one place is stored to another
by set_pmd_at(), and the function neither withdraws nor deposits a table.`,
  why: `For a huge entry a page table is set aside in the table that the entry lies in, to be there when the
entry is split. If the two entries lie in different tables, the first is freed with a table still deposited:
a BUG in kernels that check, and a leak in others. The second has none when it is split.`,
  how: `Withdraw the table from the old place and deposit it at the new one, under both locks.`,
};

export const movedHugeEntry: Rule = { meta, docs, check };

/** include/linux/pgtable.h: they take the entry's place third. */
const TAKES = new Set([
  ...['pmdp_huge_get_and_clear', 'pmdp_huge_get_and_clear_full', 'pmdp_huge_clear_flush'],
]);
const STORES = new Set(['set_pmd_at']);
const PLACE = 2;
const VALUE = 3;
/** mm/pgtable-generic.c, mm/huge_memory.c */
const MOVES_TABLE = [
  'pgtable_trans_huge_withdraw',
  'pgtable_trans_huge_deposit',
  'zap_deposited_table',
];

function check(context: RuleContext) {
  return typedFindings(context, meta, [...TAKES], ({ definition, expression }) => {
    const store = callOf(expression, STORES);
    const value = store?.args[VALUE];
    const taken = value && takenFrom(context, definition, value);
    if (!store || !taken || isSamePlace(store, taken) || movesTable(context, definition)) return;
    return {
      token: store.callee.token,
      message: `This moves a huge entry, and the page table that was deposited for it stays in the table of its old place. Withdraw it there and deposit it here.`,
      related: [relatedAt(context, taken.callee.token, 'The entry is taken from here.')],
    };
  });
}

/** The call that took the entry which a value is, or was made of. */
function takenFrom(
  context: RuleContext,
  definition: FunctionDefinition,
  value: Expression,
): CallExpression | undefined {
  let taken: CallExpression | undefined;
  visitExpression(value, (e) => {
    taken ??= callOf(e, TAKES);
    if (e.kind !== 'identifier' || e.symbol?.kind !== 'object' || !e.symbol.local) return;
    for (const given of valuesOf(context, definition, e.symbol) ?? [])
      taken ??= callOf(given, TAKES);
  });
  return taken;
}

/** The same text; what is no plain place is taken for the same. */
function isSamePlace(store: CallExpression, taken: CallExpression): boolean {
  const [to, from] = [store, taken].map(({ args }) => args[PLACE] && expressionKey(args[PLACE]));
  return to === undefined || from === undefined || to.key === from.key;
}

function movesTable({ unit }: RuleContext, definition: FunctionDefinition): boolean {
  const { ids, start, end } = bodyWords(unit, definition);
  const names = new Set(MOVES_TABLE.map((name) => unit.interner.intern(name)));
  for (let at = start; at < end; at++) if (names.has(ids[at] as number)) return true;
  return false;
}
