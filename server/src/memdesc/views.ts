import { asRecord, type Member, type RecordType } from '../../../language/src/types/types.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { writtenLoc } from '../../../language/src/unit/written-place.ts';
import { precedingComment, trailingComment } from './comments.ts';
import type { SourceTexts } from './source-texts.ts';

/**
 * Names for the uses that share a record's bytes, from the comments beside them: behind the brace of
 * an anonymous struct (`struct {  / * Tail pages * /`), above it, or above the first of some members
 * of a union (`Or, free page`), for which it goes on until the next comment. By member name.
 */
export function viewsOf(
  unit: TranslationUnit,
  record: RecordType,
  docs: ReadonlyMap<string, string>,
  texts: SourceTexts,
): Map<string, string> {
  const views = new Map<string, string>();
  collect({ unit, docs, texts, views }, record, null);
  return views;
}

interface Collector {
  readonly unit: TranslationUnit;
  readonly docs: ReadonlyMap<string, string>;
  readonly texts: SourceTexts;
  readonly views: Map<string, string>;
}

function collect(c: Collector, record: RecordType, inherited: string | null): void {
  const members = record.members ?? [];
  const inUnion = record.keyword === 'union';
  const hasViews = inUnion && members.some((m) => headingOf(c, m) !== null);
  let running = inherited;
  for (const member of members) {
    const above = inUnion ? aboveMember(c, member) : null;
    if (above !== null) running = heading(above) ?? inherited;
    if (member.name === undefined) {
      const inner = asRecord(member.type);
      if (inner) collect(c, inner, headingOf(c, member) ?? running);
      continue;
    }
    // A lone member among views is a view of its own; its kernel-doc says which.
    const view = running ?? (hasViews ? ownView(c, member) : null);
    if (view) c.views.set(member.name, view);
  }
}

function ownView(c: Collector, member: Member): string | null {
  const loc = writtenLoc(c.unit, member.token);
  const place = c.unit.sources.place(loc);
  const id = place && c.unit.rawIdAt(place.file, place.offset);
  const doc = c.docs.get(id === undefined ? '' : c.unit.interner.text(id));
  return doc ? shorten(doc) : null;
}

/** The name that the comments give to an anonymous struct. */
function headingOf(c: Collector, member: Member): string | null {
  const inner = asRecord(member.type);
  if (member.name !== undefined || inner?.keyword !== 'struct') return null;
  const at = c.texts.at(c.unit, inner.loc);
  if (!at) return null;
  const brace = at.text.indexOf('{', at.offset);
  const behind = brace < 0 ? null : c.texts.words(trailingComment(at.text, brace));
  if (behind !== null && !/^(private|public):/.test(behind)) return shorten(behind);
  return heading(aboveMember(c, member) ?? '');
}

function aboveMember({ unit, texts }: Collector, member: Member): string | null {
  const loc = member.name === undefined ? (asRecord(member.type)?.loc ?? member.loc) : member.loc;
  const at = texts.at(unit, loc);
  return at ? texts.words(precedingComment(at.text, at.offset)) : null;
}

/** "free page" of "Or, free page"; null for a comment that opens no view. */
function heading(comment: string): string | null {
  const match = /^or,?\s+(?:for\s+)?(.*)$/is.exec(comment);
  return match?.[1] ? shorten(match[1]) : null;
}

/** The first sentence without its full stop. */
function shorten(comment: string): string {
  return (comment.split(/(?<=\w)[.;](?:\s|$)/)[0] ?? comment).trim();
}
