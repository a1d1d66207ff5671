/**
 * Rule: unasserted-overlay
 *
 * Reports a field of a memdesc that lies over struct page with no assertion to say where. The field is
 * reported once, at its declaration.
 */
import type { Memdesc, MemdescField } from '../memdesc/memdesc.ts';
import { afterAssertions, declaredHere, lastPair } from './support/memdesc-places.ts';
import type { Finding, Fix, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'unasserted-overlay',
  severity: 'info',
  since: '0.1.0',
  summary: 'No assertion says where a field of a memdesc lies over struct page.',
  needs: 'types',
  fixable: true,
};

const docs: RuleDocs = {
  what: `A field of a record that lies over struct page begins where no offset assertion names a field.
Padding is left out, and so is a field that shares its offset with an asserted one.`,
  why: `The field moves silently when something before it grows, and then lies over other words of struct
page than its users think. The allocator relies on some of these places: it clears page->private, and with
it the lock of a page table.`,
  how: `Add an assertion beside the others, against the field of struct page that the memdesc relies on.`,
};

export const unassertedOverlay: Rule = { meta, docs, check };

function check(context: RuleContext): Finding[] {
  return declaredHere(context)
    .filter(({ kind }) => kind === 'overlay')
    .flatMap((memdesc) => {
      const open = memdesc.fields.filter((field) => isOpen(context, memdesc, field));
      return open.map((field) => findingOf(context, memdesc, field));
    });
}

/** A field of the memdesc's own, on its first page, of which nothing says where it is. */
function isOpen({ model, file }: RuleContext, memdesc: Memdesc, field: MemdescField): boolean {
  const { depth, declared, offsetBits, sizeBits, path } = field;
  // offsetof() does not take a bit-field.
  if (depth > 0 || declared?.file !== file.path || sizeBits === 0 || field.bitField) return false;
  if (offsetBits >= model.page.sizeBytes * 8 || /pad/i.test(path)) return false;
  return !memdesc.pairs.some((pair) => pair.offsetBits === offsetBits) && !isPageItself(field);
}

/** `struct folio` holds struct page whole; nothing can be elsewhere in it. */
function isPageItself({ type }: MemdescField): boolean {
  return type === 'struct page';
}

function findingOf(context: RuleContext, memdesc: Memdesc, field: MemdescField): Finding {
  const { declared, spelled, offsetBits } = field;
  const fix = assertionFix(context, memdesc, field);
  const last = lastPair(memdesc, context.file.path);
  const page = pageField(context, field);
  return {
    rule: meta.id,
    severity: meta.severity,
    message: `No assertion says that ${memdesc.record}'s ${spelled} lies at byte ${offsetBits / 8} of struct page${page ? `, over its ${page}` : ''}. It moves silently when something before it grows. Assert it beside the others.`,
    place: {
      line: declared?.line ?? 1,
      column: declared?.column ?? 1,
      sizeBytes: Buffer.byteLength(spelled),
    },
    function: null,
    ...(last && { related: [{ ...last.place, message: 'The assertions about this record.' }] }),
    ...(fix && { fixes: [fix] }),
  };
}

/** The field of struct page at the same place, by the name that the source writes. */
function pageField({ model }: RuleContext, { offsetBits }: MemdescField): string | undefined {
  const fields = model.page.fields.filter((f) => f.depth === 0);
  // In the middle of a larger field nothing of struct page is the one to hold on to.
  const covers = (f: MemdescField) =>
    f.offsetBits < offsetBits && offsetBits < f.offsetBits + f.sizeBits;
  if (fields.some(covers)) return undefined;
  const there = fields.filter((f) => f.offsetBits === offsetBits);
  return (there.find((f) => !/pad|unused/i.test(f.path)) ?? there[0])?.spelled;
}

/** Only a macro of the record's own makes the line that everybody would write. */
function assertionFix(
  context: RuleContext,
  memdesc: Memdesc,
  field: MemdescField,
): Fix | undefined {
  const macro = lastPair(memdesc, context.file.path)?.macro;
  const page = pageField(context, field);
  if (page === undefined || macro === undefined) return undefined;
  const line = macro
    ? `${macro}(${page}, ${field.spelled});`
    : `static_assert(offsetof(struct page, ${page}) == offsetof(${memdesc.record}, ${field.spelled}), "");`;
  const edit = afterAssertions(context, memdesc, line);
  return edit && { title: `Assert that it lies over ${page}`, isSafe: true, edits: [edit] };
}
