/**
 * Rule: missing-size-guard
 *
 * Reports a memdesc whose offsets are asserted and whose size is not: it may grow past struct page and
 * into the next one.
 */
import type { Memdesc } from '../memdesc/memdesc.ts';
import { afterAssertions, declaredHere, lastPair } from './support/memdesc-places.ts';
import type {
  Finding,
  Rule,
  RuleContext,
  RuleDocs,
  RuleExamples,
  RuleMeta,
} from './support/rule.ts';

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

const thing = (members: string) => `
struct thing { unsigned long flags; ${members} };
static_assert(offsetof(struct page, flags) == offsetof(struct thing, flags), "");
#define page_thing(p) ((struct thing *)(p))
struct page *thing_page(struct thing *t) { return (struct page *)t; }`;

const examples: RuleExamples = {
  flagged: [
    {
      title: 'The page table without its guard',
      code: '',
      inHeader: true,
      defines: '#define NO_SIZE_MATCH',
    },
    { title: 'A new memdesc', code: thing('unsigned long cookie;') },
    { title: 'As large as struct page already', code: thing('unsigned long words[6];') },
  ],
  clean: [
    { title: 'The page table with its guard', code: '', inHeader: true },
    {
      title: 'A guard that leaves the count alone',
      code: `${thing('unsigned long cookie;')}
static_assert(sizeof(struct thing) <= offsetof(struct page, _refcount), "");`,
    },
    {
      title: 'A record that only mirrors some words',
      code: `
struct iov { unsigned long word0; unsigned long magic; };
static_assert(offsetof(struct page, compound_head) == offsetof(struct iov, magic), "");`,
    },
  ],
};

export const missingSizeGuard: Rule = { meta, docs, examples, check };

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
    message: `${record} lies over struct page, and nothing keeps it from growing past its ${context.model.page.sizeBytes} bytes (it has ${sizeBytes}). Assert its size beside its offsets.`,
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
