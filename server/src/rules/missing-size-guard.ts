/**
 * Rule: missing-size-guard
 *
 * Reports a memdesc whose offsets are asserted and whose size is not: it may grow past struct page and
 * into the next one.
 */
import type { Memdesc } from '../memdesc/memdesc.ts';
import { afterAssertions, declaredHere, lastPair } from './support/memdesc-places.ts';
import type { Finding, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'missing-size-guard',
  severity: 'info',
  since: '0.1.0',
  summary: 'Nothing keeps a memdesc from growing past struct page.',
  needs: 'types',
  fixable: true,
};

const docs: RuleDocs = {
  what: `A record that lies over one struct page has assertions about offsets and none about its size.
Records that cover several struct pages on purpose, and those that only mirror some words, are left out.`,
  why: `A field added at the end would lie over the flags of the next struct page, in some configurations
only.`,
  how: `Add static_assert(sizeof(struct …) <= sizeof(struct page)).`,
};

export const missingSizeGuard: Rule = { meta, docs, check };

function check(context: RuleContext): Finding[] {
  return declaredHere(context)
    .filter(
      (m) =>
        m.kind === 'overlay' && m.pages === 1 && m.sizeAssertion === null && m.pairs.length > 0,
    )
    .map((memdesc) => findingOf(context, memdesc));
}

function findingOf(context: RuleContext, memdesc: Memdesc): Finding {
  const { declared, record, sizeBytes } = memdesc;
  const guard = `static_assert(sizeof(${record}) <= sizeof(struct page), "");`;
  const edit = afterAssertions(context, memdesc, guard);
  const last = lastPair(memdesc, context.file.path);
  return {
    rule: meta.id,
    severity: meta.severity,
    message: `${record} (${sizeBytes} bytes) lies over struct page (${context.model.page.sizeBytes} bytes), and no assertion limits its size. Assert its size next to its offsets.`,
    place: {
      line: declared.line,
      column: declared.column,
      sizeBytes: Buffer.byteLength(record.replace(/^\w+ /, '')),
    },
    function: null,
    ...(last && { related: [{ ...last.place, message: 'The assertions about its offsets.' }] }),
    ...(edit && { fixes: [{ title: 'Assert its size', isSafe: true, edits: [edit] }] }),
  };
}
