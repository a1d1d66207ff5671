import type { Expression } from '../../../language/src/syntax/ast.ts';
import type { FunctionDefinition } from '../../../language/src/syntax/symbols.ts';
import { recordName } from '../../../language/src/types/type-name.ts';
import {
  asRecord,
  type CType,
  pointeeOf,
  Q_CONST,
  qualifiersOf,
  resolve,
} from '../../../language/src/types/types.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { namePlace } from '../../../language/src/unit/written-place.ts';
import type { Conversion, NamePlace } from './memdesc.ts';
import { spellingsOf } from './record-names.ts';

/** "struct page" of `struct page *`, looking through typedefs; undefined for anything else. */
export function pointedRecord(type: CType): string | undefined {
  const t = resolve(type);
  const record = t.kind === 'pointer' ? asRecord(t.pointee) : undefined;
  return record && recordName(record);
}

/** The functions of a unit that only cast one of these records' pointers to another's. */
export function functionConversions(
  unit: TranslationUnit,
  records: ReadonlySet<string>,
): Conversion[] {
  const found: Conversion[] = [];
  for (const definition of unit.fileLevel.functionsReturning(spellingsOf(unit, records))) {
    const conversion = functionConversion(unit, definition, records);
    if (conversion) found.push(conversion);
  }
  return found;
}

function functionConversion(
  unit: TranslationUnit,
  definition: FunctionDefinition,
  records: ReadonlySet<string>,
): Conversion | undefined {
  const type = resolve(definition.symbol.type);
  const parameter = definition.parameters[0];
  if (type.kind !== 'function' || !parameter || definition.parameters.length !== 1)
    return undefined;
  const from = pointedRecord(parameter.type);
  const to = pointedRecord(type.returnType);
  if (!from || !to || from === to || !records.has(from) || !records.has(to)) return undefined;
  const place = namePlace(unit, definition.symbol.loc);
  if (!place || !returnsCast(unit, definition)) return undefined;
  const keepsConst = isConstPointer(parameter.type) === isConstPointer(type.returnType);
  return { name: definition.symbol.name, from, to, check: 'function', keepsConst, place };
}

function isConstPointer(type: CType): boolean {
  const pointee = pointeeOf(type);
  return pointee !== undefined && (qualifiersOf(pointee) & Q_CONST) !== 0;
}

/** Whether the whole body is `return (struct X *)…;`. */
function returnsCast(unit: TranslationUnit, definition: FunctionDefinition): boolean {
  const { statements } = unit.body(definition);
  const only = statements.length === 1 ? statements[0] : undefined;
  return only?.kind === 'return' && only.value !== undefined && isCast(only.value);
}

function isCast(e: Expression): boolean {
  if (e.kind === 'cast') return pointedRecord(e.type) !== undefined;
  if (e.kind === 'generic') return e.chosen !== undefined && isCast(e.chosen.expression);
  return false;
}

const POINTER = String.raw`(const\s+)?(struct|union)\s+(\w+)\s*(const\s*)?\*`;
const ASSOCIATION = new RegExp(String.raw`^\s*${POINTER}\s*:\s*\(\s*${POINTER}\s*\)`, 's');
const PLAIN_CAST = new RegExp(String.raw`^\(\s*${POINTER}\s*\)\s*\(?\s*(\w+)\s*\)?$`, 's');

/**
 * The conversion that a function-like macro is, from its text (`name(p) …body…`): a _Generic whose
 * every arm casts, or a plain cast of its parameter.
 */
export function macroConversion(text: string, place: NamePlace): Conversion | undefined {
  const head = /^(\w+)\(\s*(\w+)[^)]*\)\s*(.*)$/s.exec(text);
  if (!head) return undefined;
  const [, name = '', parameter = '', rest = ''] = head;
  const body = withoutParentheses(rest.trim());
  const generic = /^_Generic\s*\((.*)\)$/s.exec(body);
  if (generic) return genericConversion(name, generic[1] ?? '', place);
  const plain = PLAIN_CAST.exec(body);
  if (!plain || plain[5] !== parameter) return undefined;
  const to = `${plain[2]} ${plain[3]}`;
  return { name, from: null, to, check: 'none', keepsConst: false, place };
}

function genericConversion(name: string, inside: string, place: NamePlace): Conversion | undefined {
  const [, ...arms] = splitAtCommas(inside);
  const matches = arms.map((arm) => ASSOCIATION.exec(arm));
  const first = matches[0];
  if (!first || matches.some((m) => !m)) return undefined;
  const from = `${first[2]} ${first[3]}`;
  const to = `${first[6]} ${first[7]}`;
  const same = matches.every((m) => `${m?.[2]} ${m?.[3]}` === from && `${m?.[6]} ${m?.[7]}` === to);
  if (!same || from === to) return undefined;
  const isConst = (text: string | undefined) => text !== undefined;
  const keepsConst =
    matches.some((m) => isConst(m?.[1])) &&
    matches.every((m) => isConst(m?.[1]) === isConst(m?.[5]));
  return { name, from, to, check: 'generic', keepsConst, place };
}

/** Splits at the commas that stand in no parenthesis. */
function splitAtCommas(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')') depth--;
    else if (text[i] === ',' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

/** `(x)` is `x`, as often as the outer pair belongs together. */
function withoutParentheses(text: string): string {
  let body = text;
  while (body.startsWith('(') && closingOf(body) === body.length - 1)
    body = body.slice(1, -1).trim();
  return body;
}

function closingOf(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return i;
  }
  return -1;
}
