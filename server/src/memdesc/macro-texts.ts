import { D_DEFINE, type RawTokens } from '../../../language/src/lexer/raw-tokens.ts';
import { keywordId, P_LPAREN } from '../../../language/src/lexer/spellings.ts';
import { F_SPACE_BEFORE } from '../../../language/src/lexer/token-stream.ts';
import type { SourceFile } from '../../../language/src/source/source-map.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { filesOf } from '../../../language/src/unit/unit-files.ts';
import { namePlace } from '../../../language/src/unit/written-place.ts';
import { macroConversion } from './conversions.ts';
import type { Conversion, NamePlace } from './memdesc.ts';

const K_STRUCT = keywordId('struct');
/** A `#define` is three tokens up to its name: `#`, `define`, the name. */
const NAME = 2;

/**
 * The macros of a unit, as they stand at its end, that only cast one of these records to another. The
 * files' raw tokens are searched: asking for every macro would make the preprocessor read them all.
 */
export function macroConversions(
  unit: TranslationUnit,
  records: ReadonlySet<string>,
): Conversion[] {
  const found: Conversion[] = [];
  const tags = new Set(
    [...records].map((record) => unit.interner.intern(record.replace(/^\w+ /, ''))),
  );
  for (const file of filesOf(unit)) {
    for (const name of candidates(file.tokens, tags)) {
      const conversion = conversionAt(unit, file, name);
      if (!conversion || !isBetween(conversion, records)) continue;
      const place = namePlace(unit, file.base + (file.tokens.starts[name] as number));
      if (place) found.push({ ...conversion, place });
    }
  }
  return found;
}

/** The names of the function-like macros whose bodies name one of the records, as raw tokens. */
function* candidates(
  { directives, ids, flags }: RawTokens,
  tags: ReadonlySet<number>,
): Generator<number> {
  for (let d = 0; d < directives.count; d++) {
    if (directives.kinds[d] !== D_DEFINE) continue;
    const name = (directives.tokens[d] as number) + NAME;
    const end = directives.ends[d] as number;
    const open = name + 1;
    if (open >= end || ids[open] !== P_LPAREN || (flags[open] as number) & F_SPACE_BEFORE) continue;
    if (namesRecord(ids, open, end, tags)) yield name;
  }
}

function namesRecord(
  ids: Int32Array,
  start: number,
  end: number,
  tags: ReadonlySet<number>,
): boolean {
  for (let i = start; i < end; i++) {
    if (ids[i] === K_STRUCT && tags.has(ids[i + 1] as number)) return true;
  }
  return false;
}

/** The conversion that a `#define` is, if it is one and in force at the end of the unit; its place is the caller's. */
function conversionAt(
  unit: TranslationUnit,
  file: SourceFile,
  name: number,
): Conversion | undefined {
  const start = file.tokens.starts[name] as number;
  const loc = file.base + start;
  const conversion = macroConversion(definitionText(file.bytes, start), NOWHERE);
  if (!conversion) return undefined;
  const inForce = unit.preprocessor.macro(file.tokens.ids[name] as number);
  return inForce?.loc === loc ? conversion : undefined;
}

function isBetween(conversion: Conversion, records: ReadonlySet<string>): boolean {
  const { from, to } = conversion;
  return records.has(to) && (from === null || records.has(from));
}

/** A #define from its name to the end of its logical line, splices and comments taken out. */
function definitionText(bytes: Uint8Array, start: number): string {
  let end = start;
  do end = nextNewline(bytes, end + 1);
  while (end < bytes.length && isSpliced(bytes, end));
  return Buffer.from(bytes.subarray(start, end))
    .toString('latin1')
    .replace(/\\[ \t\r]*\n/g, ' ')
    .replace(/\/\*.*?\*\//gs, ' ')
    .replace(/\/\/.*$/, '')
    .trim();
}

function nextNewline(bytes: Uint8Array, from: number): number {
  const at = bytes.indexOf(NEWLINE, from);
  return at < 0 ? bytes.length : at;
}

/** Whether a backslash stands before the newline; gcc allows white space between the two. */
function isSpliced(bytes: Uint8Array, newline: number): boolean {
  let at = newline - 1;
  while (at > 0 && WHITE_SPACE.includes(bytes[at] as number)) at--;
  return bytes[at] === BACKSLASH;
}

const NOWHERE: NamePlace = { file: '', line: 0, column: 0 };
const NEWLINE = 10;
const BACKSLASH = 92;
const WHITE_SPACE = [9, 13, 32];
