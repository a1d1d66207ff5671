import type { Access } from '../../../language/src/accesses/list-accesses.ts';
import { P_ARROW, P_COMMA, P_DOT, P_RPAREN } from '../../../language/src/lexer/spellings.ts';
import type { SourceFile } from '../../../language/src/source/source-map.ts';
import { inactiveBranchAt, unitWithBranches } from '../../../language/src/unit/inactive.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import type { MemdescModel } from '../memdesc/memdesc.ts';
import { overlayFieldNames } from '../memdesc/overlay-fields.ts';

/** A chain of #elif has so many branches to read, one after the other; longer ones are not read to the end. */
const MAX_ROUNDS = 4;

/** An access and the unit in which its names and places mean something. */
export interface InactiveAccess {
  readonly access: Access;
  readonly unit: TranslationUnit;
}

/**
 * The places of a file in code that the configuration leaves out where a member is named that a memdesc
 * has: offsets in bytes. Only there it may pay to read such code.
 */
export function inactiveCandidates(
  unit: TranslationUnit,
  file: SourceFile,
  model: MemdescModel,
): number[] {
  const ranges = unit.preprocessor.inactiveRanges(file.index);
  if (ranges.length === 0) return [];
  const names = overlayFieldNames(unit, model).present;
  const { ids, starts, count } = file.tokens;
  const found: number[] = [];
  for (let at = 1; at < count; at++) {
    const before = ids[at - 1];
    if (before !== P_ARROW && before !== P_DOT && before !== P_COMMA) continue;
    if (!names.has(ids[at] as number)) continue;
    const after = ids[at + 1];
    const offset = starts[at] as number;
    const isMember = before === P_ARROW || before === P_DOT;
    // list_for_each_entry(page, list, lru)
    const isLastArgument = before === P_COMMA && after === P_RPAREN;
    if (!isMember && !isLastArgument) continue;
    if (ranges.some(({ start, end }) => start <= offset && offset < end)) found.push(offset);
  }
  return found;
}

/**
 * Every access of a file that stands in code which the configuration leaves out, read by units that take
 * the branches around the candidates. What does not parse there is left out.
 */
export function inactiveAccesses(
  unit: TranslationUnit,
  file: SourceFile,
  candidates: readonly number[],
): InactiveAccess[] {
  const found: InactiveAccess[] = [];
  let open = candidates;
  for (let round = 0; round < MAX_ROUNDS && open.length > 0; round++) {
    const branches = open.flatMap((offset) => inactiveBranchAt(unit, file, offset)?.branches ?? []);
    const forced = unitWithBranches(unit, [...new Set(branches)]).build();
    const left = forced.preprocessor.inactiveRanges(file.index);
    const isRead = (offset: number) =>
      !left.some(({ start, end }) => start <= offset && offset < end);
    const read = new Set(open.filter(isRead));
    for (const access of forced.accesses(file)) {
      if (read.has(access.loc - file.base)) found.push({ access, unit: forced });
    }
    if (read.size === 0) break;
    open = open.filter((offset) => !read.has(offset));
  }
  return found;
}
