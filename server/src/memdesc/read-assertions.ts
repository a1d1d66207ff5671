import type { StaticAssertion } from '../../../language/src/syntax/symbols.ts';
import type { RecordType } from '../../../language/src/types/types.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { type Invocation, writtenInvocation } from '../../../language/src/unit/written-place.ts';
import { isPage } from './is-page.ts';
import { type Comparison, comparisonsOf, type LinearForm } from './linear-form.ts';
import { type AssertedPair, PAGE_RECORD, type SizeAssertion } from './memdesc.ts';
import { type NamedOffset, namedOffset } from './offsetof-path.ts';
import { spellingsOf } from './record-names.ts';

/** The static assertions of a unit that tie records to struct page, by record. */
export interface PageAssertions {
  readonly pairs: Map<RecordType, AssertedPair[]>;
  readonly sizes: Map<RecordType, SizeAssertion>;
}

/** Reads all of them; an assertion of another shape is passed over. */
export function readPageAssertions(unit: TranslationUnit, page: RecordType): PageAssertions {
  const found: PageAssertions = { pairs: new Map(), sizes: new Map() };
  const pageBytes = unit.sizeBytes(page);
  if (!pageBytes) return found;
  for (const assertion of unit.fileLevel.assertionsNaming(spellingsOf(unit, [PAGE_RECORD]))) {
    for (const comparison of comparisonsOf(assertion.condition, unit)) {
      if (comparison.operator === '==')
        addPair(unit, pageBytes, assertion, comparison, found.pairs);
      addSize(unit, assertion, comparison, found.sizes);
    }
  }
  return found;
}

function addPair(
  unit: TranslationUnit,
  pageBytes: number,
  assertion: StaticAssertion,
  comparison: Comparison,
  pairs: Map<RecordType, AssertedPair[]>,
): void {
  const left = singleOffset(unit, comparison.left);
  const right = singleOffset(unit, comparison.right);
  if (!left || !right || isPage(left.record) === isPage(right.record)) return;
  const [page, other] = isPage(left.record) ? [left, right] : [right, left];
  const pageForm = page === left ? comparison.left : comparison.right;
  const otherForm = page === left ? comparison.right : comparison.left;
  const pageIndex = (pageForm.constantBytes - otherForm.constantBytes) / pageBytes;
  if (!Number.isInteger(pageIndex) || pageIndex < 0) return;
  const list = pairs.get(other.record) ?? [];
  list.push({
    pagePath: page.path,
    path: other.path,
    pageIndex,
    pageOffsetBits: page.offsetBits,
    offsetBits: other.offsetBits,
    ...whereWritten(unit, assertion),
    holds: assertion.holds ?? null,
  });
  pairs.set(other.record, list);
}

function singleOffset(unit: TranslationUnit, form: LinearForm): NamedOffset | undefined {
  const only = form.offsets.length === 1 ? form.offsets[0] : undefined;
  return only && namedOffset(unit, only);
}

function addSize(
  unit: TranslationUnit,
  assertion: StaticAssertion,
  { left, right, operator }: Comparison,
  sizes: Map<RecordType, SizeAssertion>,
): void {
  const record = onlySize(left);
  if (!record || isPage(record)) {
    if (operator === '==' && onlySize(right)) {
      addSize(unit, assertion, { left: right, right: left, operator: '<=' }, sizes);
    }
    return;
  }
  const limitBytes = pageLimitBytes(unit, right);
  if (limitBytes === undefined) return;
  const { place } = whereWritten(unit, assertion);
  sizes.set(record, { place, limitBytes, holds: assertion.holds ?? null });
}

/** The record X of a side that is just `sizeof(struct X)`. */
function onlySize(form: LinearForm): RecordType | undefined {
  const size = form.sizes[0];
  const plain = form.offsets.length === 0 && form.sizes.length === 1 && size?.times === 1;
  return plain && !isPage(size.record) ? size.record : undefined;
}

/** A side made of struct page: its size, some of them, or the offset of a member. */
function pageLimitBytes(unit: TranslationUnit, form: LinearForm): number | undefined {
  const offset = singleOffset(unit, form);
  if (offset) {
    return isPage(offset.record) ? form.constantBytes + offset.offsetBits / 8 : undefined;
  }
  const isAboutPage = form.sizes.length > 0 && form.sizes.every((s) => isPage(s.record));
  return isAboutPage && form.offsets.length === 0 ? form.constantBytes : undefined;
}

/** The line that a reader sees: the outermost macro's invocation, not the body of a macro. */
function whereWritten(
  unit: TranslationUnit,
  assertion: StaticAssertion,
): Pick<AssertedPair, 'place' | 'macro'> {
  const written: Invocation = writtenInvocation(unit, assertion.token);
  const plain = written.macro === null || written.macro === 'static_assert';
  return { place: written.place, macro: plain ? null : written.macro };
}
