import { rawTokenAt } from '../../../../language/src/accesses/written-place.ts';
import { P_COLON, P_COMMA, P_LBRACKET, P_SEMI } from '../../../../language/src/lexer/spellings.ts';
import type { SourceFile } from '../../../../language/src/source/source-map.ts';
import { recordName } from '../../../../language/src/types/type-name.ts';
import type { RecordType } from '../../../../language/src/types/types.ts';
import { inactiveBranchAt } from '../../../../language/src/unit/inactive.ts';
import type { TranslationUnit } from '../../../../language/src/unit/translation-unit.ts';
import type { MemdescModel } from '../../memdesc/memdesc.ts';
import { lanesOf } from '../../memdesc/owners.ts';
import type { InactiveHover } from './hover-info.ts';

/**
 * The hover of a field whose declaration the configuration leaves out: which record would have it, and
 * the condition that would have to hold. Undefined for any other name in a skipped group.
 */
export function inactiveHover(
  unit: TranslationUnit,
  model: MemdescModel,
  nameId: number,
  loc: number,
): InactiveHover | undefined {
  const file = unit.sources.fileAt(loc);
  const record = file && recordAround(unit, model, loc);
  if (!file || !record || !isDeclarator(file, loc - file.base)) return undefined;
  return {
    kind: 'inactive',
    record: recordName(record),
    field: unit.interner.text(nameId),
    condition: conditionOf(unit, file, loc - file.base),
  };
}

/**
 * The hover of a use of such a field: in code that the configuration leaves out as well. The name is
 * looked for among the declarations that were skipped between the record's braces.
 */
export function inactiveMemberHover(
  unit: TranslationUnit,
  model: MemdescModel,
  record: RecordType,
  nameId: number,
): InactiveHover | undefined {
  const file = unit.sources.fileAt(record.loc);
  const isMemdesc = lanesOf(model).some((lane) => lane.record === recordName(record));
  if (!file || !isMemdesc) return undefined;
  const { ids, starts } = file.tokens;
  const end = (unit.tokens.locs[record.endToken - 1] ?? 0) - file.base;
  const first = rawTokenAt(file.tokens, record.loc - file.base) ?? 0;
  for (let at = first; (starts[at] ?? end) < end; at++) {
    if (ids[at] !== nameId) continue;
    const hover = inactiveHover(unit, model, nameId, file.base + (starts[at] ?? 0));
    if (hover?.condition) return hover;
  }
  return undefined;
}

/** The struct page or memdesc in whose braces the location lies. */
function recordAround(
  unit: TranslationUnit,
  model: MemdescModel,
  loc: number,
): RecordType | undefined {
  return lanesOf(model)
    .map((lane) => unit.tag(lane.record.replace(/^\w+ /, '')))
    .filter((tag) => tag?.kind === 'record')
    .find((record) => {
      return record.loc <= loc && loc < (unit.tokens.locs[record.endToken - 1] ?? 0);
    });
}

/** A member's name stands before `;`, `,`, `[` or the `:` of a bit-field. */
function isDeclarator(file: SourceFile, offset: number): boolean {
  const at = rawTokenAt(file.tokens, offset);
  const next = at === undefined ? 0 : (file.tokens.ids[at + 1] ?? 0);
  return next === P_SEMI || next === P_COMMA || next === P_LBRACKET || next === P_COLON;
}

/** What would have to be true: `CONFIG_MEMCG`. */
function conditionOf(unit: TranslationUnit, file: SourceFile, offset: number): string | null {
  const conditions = inactiveBranchAt(unit, file, offset)?.conditions ?? [];
  return conditions.length > 0 ? conditions.join(' && ') : null;
}
