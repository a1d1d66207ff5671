import type { FlatMember } from '../../../language/src/types/members.ts';
import { asRecord, type RecordType } from '../../../language/src/types/types.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { namePlace, writtenLoc } from '../../../language/src/unit/written-place.ts';
import { precedingBlock } from './comments.ts';
import { isPage } from './is-page.ts';
import { memberDocs } from './kernel-doc.ts';
import { commentsBeside, isHeading, type MemberComments } from './member-comments.ts';
import type { MemdescField } from './memdesc.ts';
import type { SourceTexts } from './source-texts.ts';
import { viewsOf } from './views.ts';

/** What is collected once for a record before its fields are described. */
interface RecordNotes {
  readonly docs: ReadonlyMap<string, string>;
  readonly views: ReadonlyMap<string, string>;
  /** Written paths by path, so that members of renamed members are named after them. */
  readonly spelled: Map<string, string>;
  readonly texts: SourceTexts;
}

/** The fields of a record as plain data; what lies below a member that is a struct page is left out. */
export function describeFields(
  unit: TranslationUnit,
  record: RecordType,
  texts: SourceTexts,
): MemdescField[] {
  const docs = recordDocs(unit, record, texts);
  const notes = { docs, views: viewsOf(unit, record, docs, texts), spelled: new Map(), texts };
  const fields: MemdescField[] = [];
  let skipped = '';
  for (const flat of unit.flatten(record)) {
    if (skipped && flat.path.startsWith(skipped)) continue;
    if (isPage(asRecord(flat.type))) skipped = `${flat.path}.`;
    fields.push(describeField(unit, flat, notes));
  }
  return fields;
}

function describeField(unit: TranslationUnit, flat: FlatMember, notes: RecordNotes): MemdescField {
  const parts = flat.path.split('.');
  const depth = parts.length - 1;
  const loc = writtenLoc(unit, flat.member.token);
  const spelled = spelledPath(unit, flat, loc, notes.spelled);
  const beside: MemberComments = depth === 0 ? commentsBeside(unit, loc, notes.texts) : {};
  return {
    path: flat.path,
    spelled,
    type: unit.typeName(flat.type),
    offsetBits: flat.offsetBits,
    sizeBits: flat.sizeBits,
    bitField: flat.bitfield,
    isPage: isPage(asRecord(flat.type)),
    depth,
    declared: namePlace(unit, loc),
    view: notes.views.get(parts[0] ?? '') ?? null,
    doc: depth === 0 ? (notes.docs.get(spelled) ?? notes.docs.get(flat.path) ?? null) : null,
    note: ruleOf(beside),
  };
}

/** The path with the member's name as it is written in its declaration. */
function spelledPath(
  unit: TranslationUnit,
  flat: FlatMember,
  loc: number,
  known: Map<string, string>,
): string {
  const last = flat.path.split('.').at(-1) ?? flat.path;
  const parent = flat.path.slice(0, -last.length - 1);
  const place = unit.sources.place(loc);
  const id = place && unit.rawIdAt(place.file, place.offset);
  const name = id === undefined ? last : unit.interner.text(id);
  const spelled = parent ? `${known.get(parent) ?? parent}.${name}` : name;
  known.set(flat.path, spelled);
  return spelled;
}

/** A comment behind the member says more about it alone than one above, which may open a group. */
function ruleOf({ before, behind }: MemberComments): string | null {
  if (behind && !isHeading(behind)) return behind;
  return before && !isHeading(before) ? before : null;
}

/** The kernel-doc comment above the record, and those inside its braces. */
function recordDocs(
  unit: TranslationUnit,
  record: RecordType,
  texts: SourceTexts,
): Map<string, string> {
  const at = texts.at(unit, record.loc);
  if (!at) return new Map();
  const docs = memberDocs(texts.words(precedingBlock(at.text, at.offset)) ?? '');
  const end = texts.at(unit, unit.tokens.locs[record.endToken - 1] ?? 0);
  const inside = end?.text === at.text ? at.text.slice(at.offset, end.offset) : '';
  for (const comment of inside.match(/\/\*\*\s.*?\*\//gs) ?? []) {
    for (const [name, doc] of memberDocs(texts.words(comment) ?? '')) docs.set(name, doc);
  }
  return docs;
}
