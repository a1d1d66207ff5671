import { recordName } from '../../../language/src/types/type-name.ts';
import { asRecord, type CType, pointeeOf } from '../../../language/src/types/types.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';

/**
 * The spellings by which a unit's text can name one of these records (`struct page`): their tags, and
 * the typedefs that stand for them or for pointers to them (`pgtable_t`). What has none of them among
 * its tokens is not about the records, so it need not be parsed to know.
 */
export function spellingsOf(unit: TranslationUnit, records: Iterable<string>): Set<number> {
  const wanted = new Set(records);
  const spellings = new Set<number>();
  for (const record of wanted) spellings.add(unit.interner.intern(record.replace(/^\w+ /, '')));
  // A typedef of a typedef names the inner one only: again until nothing new comes.
  for (let known = -1; known !== spellings.size; ) {
    known = spellings.size;
    addTypedefs(unit, wanted, spellings);
  }
  return spellings;
}

function addTypedefs(
  unit: TranslationUnit,
  records: ReadonlySet<string>,
  spellings: Set<number>,
): void {
  for (const { symbols } of unit.fileLevel.typedefsNaming(spellings)) {
    for (const symbol of symbols) {
      if (symbol.kind === 'typedef' && isAbout(symbol.type, records)) spellings.add(symbol.nameId);
    }
  }
}

/** Whether a type is one of the records or a pointer to one. */
function isAbout(type: CType, records: ReadonlySet<string>): boolean {
  const pointee = pointeeOf(type);
  const record = asRecord(type) ?? (pointee && asRecord(pointee));
  return record !== undefined && records.has(recordName(record));
}
