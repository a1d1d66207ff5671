import { recordName } from '../../../language/src/types/type-name.ts';
import type { RecordType } from '../../../language/src/types/types.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { namePlace } from '../../../language/src/unit/written-place.ts';
import { functionConversions } from './conversions.ts';
import { describeFields } from './describe-record.ts';
import { isPage } from './is-page.ts';
import { macroConversions } from './macro-texts.ts';
import {
  type AssertedPair,
  type Conversion,
  type Memdesc,
  type MemdescField,
  type MemdescModel,
  PAGE_RECORD,
  PAGE_TAG,
  type PageRecord,
} from './memdesc.ts';
import { type PageAssertions, readPageAssertions } from './read-assertions.ts';
import { SourceTexts } from './source-texts.ts';

/**
 * What a complete unit tells about memdescs: they are found from the assertions against struct page
 * and from the conversions, never from a list. Undefined when the unit does not define struct page.
 */
export function discoverMemdescs(unit: TranslationUnit): MemdescModel | undefined {
  const page = pageOf(unit);
  const pageBytes = page && unit.sizeBytes(page);
  if (!page || !pageBytes) return undefined;
  const texts = new SourceTexts();
  const assertions = readPageAssertions(unit, page);
  const records = [...assertions.pairs.keys()];
  const names = new Set([PAGE_RECORD, ...records.map(recordName)]);
  const conversions = [...macroConversions(unit, names), ...functionConversions(unit, names)];
  const described = describePage(unit, page, pageBytes, texts);
  const wordBytes = unit.target.pointerSizeBytes;
  return {
    page: described,
    conversions,
    memdescs: records.flatMap((record) => {
      const found = describeMemdesc(unit, record, assertions, described, texts);
      return found ? [{ ...found, ...kindOf(found, described, conversions, wordBytes) }] : [];
    }),
  };
}

/** struct page as the unit defines it at file level. */
function pageOf(unit: TranslationUnit): RecordType | undefined {
  const tag = unit.tag(PAGE_TAG);
  return tag?.kind === 'record' && isPage(tag) && tag.members ? tag : undefined;
}

const NOWHERE = { file: '', line: 0, column: 0 };

function describePage(
  unit: TranslationUnit,
  page: RecordType,
  sizeBytes: number,
  texts: SourceTexts,
): PageRecord {
  return {
    declared: namePlace(unit, page.loc) ?? NOWHERE,
    sizeBytes,
    fields: describeFields(unit, page, texts),
  };
}

function describeMemdesc(
  unit: TranslationUnit,
  record: RecordType,
  assertions: PageAssertions,
  page: PageRecord,
  texts: SourceTexts,
): Omit<Memdesc, 'kind' | 'pages'> | undefined {
  const sizeBytes = unit.sizeBytes(record);
  if (sizeBytes === undefined || !record.members) return undefined;
  return {
    record: recordName(record),
    declared: namePlace(unit, record.loc) ?? NOWHERE,
    sizeBytes,
    fields: describeFields(unit, record, texts),
    pairs: (assertions.pairs.get(record) ?? []).map((pair) => withSpelling(pair, page)),
    sizeAssertion: assertions.sizes.get(record) ?? null,
  };
}

/** People know the page's side of an assertion by the name that they wrote. */
function withSpelling(pair: AssertedPair, page: PageRecord): AssertedPair {
  const field = page.fields.find((f) => f.path === pair.pagePath);
  return field ? { ...pair, pagePath: field.spelled } : pair;
}

/**
 * An overlay has its size asserted, or is cast from or to struct page, or has every word of the first
 * struct page asserted; what only matches some words is a mirror of them.
 */
function kindOf(
  found: Omit<Memdesc, 'kind' | 'pages'>,
  page: PageRecord,
  conversions: readonly Conversion[],
  wordBytes: number,
): Pick<Memdesc, 'kind' | 'pages'> {
  const isCast = conversions.some(
    (c) =>
      (c.from === PAGE_RECORD && c.to === found.record) ||
      (c.to === PAGE_RECORD && c.from === found.record),
  );
  const isOverlay =
    found.sizeAssertion !== null || isCast || coversPage(found.pairs, page, found, wordBytes);
  if (!isOverlay) return { kind: 'mirror', pages: 1 };
  return { kind: 'overlay', pages: Math.max(1, Math.ceil(found.sizeBytes / page.sizeBytes)) };
}

/** Whether the asserted fields touch every word of struct page that any field of it uses. */
function coversPage(
  pairs: readonly AssertedPair[],
  page: PageRecord,
  found: Pick<Memdesc, 'fields'>,
  wordBytes: number,
): boolean {
  const open = new Set<number>();
  for (const field of page.fields) addWords(open, field, wordBytes);
  const covered = new Set<number>();
  for (const pair of pairs) {
    const field = found.fields.find((f) => f.path === pair.path);
    if (pair.pageIndex === 0 && field) addWords(covered, field, wordBytes);
  }
  return [...open].every((word) => covered.has(word));
}

function addWords(words: Set<number>, field: MemdescField, wordBytes: number): void {
  const wordBits = wordBytes * 8;
  const end = field.offsetBits + field.sizeBits;
  for (let w = Math.floor(field.offsetBits / wordBits); w * wordBits < end; w++) words.add(w);
}
