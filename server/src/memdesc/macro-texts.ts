import { keywordId } from '../../../language/src/lexer/spellings.ts';
import type { TranslationUnit } from '../../../language/src/unit.ts';
import { namePlace } from '../units/written-place.ts';
import { macroConversion } from './conversions.ts';
import type { Conversion } from './memdesc.ts';
import type { SourceTexts } from './source-texts.ts';

const K_STRUCT = keywordId('struct');

/** The macros of a unit, as they stand at its end, that only cast one of these records to another. */
export function macroConversions(
  unit: TranslationUnit,
  records: ReadonlySet<string>,
  texts: SourceTexts,
): Conversion[] {
  const found: Conversion[] = [];
  const { interner, preprocessor } = unit;
  const structs = structPositions(unit);
  for (let id = 0; id < interner.size; id++) {
    const macro = preprocessor.macro(id);
    if (!macro?.isFunctionLike || macro.params.length === 0) continue;
    if (!hasPosition(structs, macro.bodyStart, macro.bodyEnd)) continue;
    const at = texts.at(unit, macro.loc);
    const place = namePlace(unit, macro.loc);
    if (!at || !place) continue;
    const conversion = macroConversion(definitionText(at.text, at.offset), place);
    if (conversion && isBetween(conversion, records)) found.push(conversion);
  }
  return found;
}

function isBetween(conversion: Conversion, records: ReadonlySet<string>): boolean {
  const { from, to } = conversion;
  return records.has(to) && (from === null || records.has(from));
}

/** Where `struct` stands in the bodies of all macros, in rising order: few of them say it. */
function structPositions(unit: TranslationUnit): number[] {
  const { ids, length } = unit.preprocessor.macroBodies;
  const positions: number[] = [];
  for (let at = ids.indexOf(K_STRUCT); at >= 0 && at < length; at = ids.indexOf(K_STRUCT, at + 1)) {
    positions.push(at);
  }
  return positions;
}

/** Whether one of the positions lies between `start` and `end`. */
function hasPosition(positions: readonly number[], start: number, end: number): boolean {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((positions[middle] as number) < start) low = middle + 1;
    else high = middle;
  }
  return low < positions.length && (positions[low] as number) < end;
}

/** A #define from its name to the end of its logical line, splices and comments taken out. */
function definitionText(text: string, offset: number): string {
  let end = offset;
  do end = nextNewline(text, end + 1);
  while (end < text.length && /\\[ \t\r]*$/.test(text.slice(Math.max(offset, end - 4), end)));
  return text
    .slice(offset, end)
    .replace(/\\[ \t\r]*\n/g, ' ')
    .replace(/\/\*.*?\*\//gs, ' ')
    .replace(/\/\/.*$/, '')
    .trim();
}

function nextNewline(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}
