/** The text of inline assembly as instructions: what the assembler would put where. */
import { constantCondition } from './constant-condition.ts';
import { SectionCursor } from './sections.ts';

/** One instruction with its operands as they are spelled. */
export interface Instruction {
  readonly name: string;
  readonly operands: readonly string[];
}

export interface Template {
  /** The instructions of the statement's own section, END, then those of other sections that run. */
  readonly code: readonly Instruction[];
  /** The line of the text that each instruction stands in: `1f` and `1b` go by these. */
  readonly lines: readonly number[];
  readonly labels: readonly Label[];
  /** The lines of every section that holds no code, by its name. */
  readonly sections: ReadonlyMap<string, readonly string[]>;
}

interface Label {
  readonly name: string;
  /** The instruction that it stands before. */
  readonly at: number;
  readonly line: number;
}

/** The end of the statement's own code: what stands behind it is reached by jumps only. */
export const END: Instruction = { name: '', operands: [] };

/** How one assembler spells things. */
export interface Syntax {
  /** Behind it, a line is a comment. */
  readonly comment: RegExp;
  /** Words before an instruction that change nothing here, or belong to it. */
  readonly prefixes: ReadonlySet<string>;
  /** Parts two statements of one line; a semicolon without it. */
  readonly separator?: '!';
}

/** Lines that make no code: alignment, and the padding of alternatives. */
const SILENT =
  /^\.(skip|balign|p2align|align|nops|loc|cfi_\w+|arch|arch_extension|org|machine|cpu|chip|option|globl|global|type|size)\b/;
/** A label of a line; several may stand before what it says. */
const LABEL = /^([\w.$]+):\s*/;

/** @param own sections, besides the statement's own, that are taken as if they were that */
export function parseTemplate(text: string, syntax: Syntax, own?: RegExp): Template {
  const cursor = new SectionCursor();
  const main: Part = { code: [], lines: [], labels: [] };
  // Reached by jumps only: exception fixups, cold code, tests before alternatives are applied.
  const aside: Part = { code: [], lines: [], labels: [] };
  const sections = new Map<string, string[]>();
  for (const [number, line] of linesOf(text, syntax).entries()) {
    const { labels, rest } = labelled(line);
    const at = cursor.section;
    const isMain = at === undefined || own?.test(at.name) === true;
    const part = isMain ? main : aside;
    for (const name of labels) part.labels.push({ name, at: part.code.length, line: number });
    if (rest === '') continue;
    const isMove = cursor.moves(rest);
    const { section } = cursor;
    if (section?.runs === false) note(sections, section.name, isMove ? '' : line);
    if (!isMove && !SILENT.test(rest) && (isMain || at?.runs)) addCode(part, rest, number, syntax);
  }
  return joined(main, aside, sections);
}

function note(sections: Map<string, string[]>, name: string, line: string): void {
  const lines = sections.get(name) ?? [];
  sections.set(name, line === '' ? lines : [...lines, line]);
}

function joined(main: Part, aside: Part, sections: Map<string, string[]>): Template {
  const start = main.code.length + 1;
  const moved = aside.labels.map((label) => ({ ...label, at: label.at + start }));
  return {
    code: [...main.code, END, ...aside.code],
    lines: [...main.lines, -1, ...aside.lines],
    labels: [...main.labels, ...moved],
    sections,
  };
}

function labelled(line: string): { labels: string[]; rest: string } {
  const labels: string[] = [];
  let rest = line;
  for (let match = LABEL.exec(rest); match; match = LABEL.exec(rest)) {
    labels.push(match[1]);
    rest = rest.slice(match[0].length);
  }
  return { labels, rest };
}

interface Part {
  readonly code: Instruction[];
  readonly lines: number[];
  readonly labels: Label[];
}

function addCode(part: Part, text: string, line: number, syntax: Syntax): void {
  part.code.push(instruction(text, syntax));
  part.lines.push(line);
}

/** Up to what parts two statements, where that stands in no string. */
const STATEMENTS = {
  ';': /(?:"(?:[^"\\]|\\.)*"|[^;])+/g,
  '!': /(?:"(?:[^"\\]|\\.)*"|[^!])+/g,
};

function linesOf(text: string, syntax: Syntax): string[] {
  const bare = text.replace(/\/\*.*?\*\//gs, ' ');
  const lines = bare.split('\n').map((line) => line.replace(syntax.comment, ''));
  const parts = lines.flatMap((line) => line.match(STATEMENTS[syntax.separator ?? ';']) ?? []);
  const trimmed = parts.flatMap((part) => part.trim() || []);
  return withPrefixes(repeatedLines(chosenLines(trimmed)), syntax);
}

/** `.rept 2`: what stands up to `.endr`, as often; of an unknown count it stays, and is unknown. */
function repeatedLines(lines: readonly string[]): string[] {
  const start = lines.findIndex((line) => /^\.rept\s+\d+$/.test(line));
  const end = lines.indexOf('.endr', start);
  if (start < 0 || end < 0) return [...lines];
  const count = Math.min(Number(/\d+/.exec(lines[start])?.[0]), 64);
  const body = lines.slice(start + 1, end);
  const repeated = Array.from({ length: count }, () => body).flat();
  return repeatedLines([...lines.slice(0, start), ...repeated, ...lines.slice(end + 1)]);
}

/** `.if 1 == 1`: what the assembler takes of conditions on constants; any other stays, and is unknown. */
function chosenLines(lines: readonly string[]): string[] {
  const chosen: string[] = [];
  const open: boolean[] = [];
  for (const line of lines) {
    const { labels, rest } = labelled(line);
    const [, text] = /^\.if\s+(.*)$/.exec(rest) ?? [];
    const isChosen = !open.includes(false);
    const condition = text === undefined ? undefined : constantCondition(text);
    if (text !== undefined && (condition !== undefined || !isChosen)) {
      if (isChosen) chosen.push(...labels.map((name) => `${name}:`));
      open.push(condition ?? false);
    } else if (open.length > 0 && line === '.else') open.push(!open.pop());
    else if (open.length > 0 && line === '.endif') open.pop();
    else if (isChosen) chosen.push(line);
  }
  return chosen;
}

/** A prefix that stands alone belongs to the instruction behind it: `lock; addl`. */
function withPrefixes(lines: readonly string[], syntax: Syntax): string[] {
  const joined: string[] = [];
  let prefix = '';
  for (const line of lines) {
    const last = line.split(/\s+/).pop() ?? '';
    const isPrefix = syntax.prefixes.has(last);
    if (!isPrefix) joined.push(prefix + line);
    prefix = isPrefix ? `${prefix}${line} ` : '';
  }
  return joined;
}

function instruction(text: string, syntax: Syntax): Instruction {
  const words = text.split(/\s+/);
  let count = 0;
  while (count < words.length - 1 && syntax.prefixes.has(words[count])) count++;
  const kept = words.slice(0, count).filter((word) => word.startsWith('rep'));
  const name = [...kept, words[count]].join(' ').toLowerCase();
  return { name, operands: splitOperands(words.slice(count + 1).join(' ')) };
}

/** Commas inside parentheses and brackets belong to one operand. */
function splitOperands(text: string): string[] {
  const operands: string[] = [];
  let [depth, start] = [0, 0];
  for (let i = 0; i <= text.length; i++) {
    const c = text[i];
    if (c === '(' || c === '[' || c === '{') depth++;
    else if (c === ')' || c === ']' || c === '}') depth--;
    if (i < text.length && (c !== ',' || depth > 0)) continue;
    operands.push(text.slice(start, i).trim());
    start = i + 1;
  }
  return text.trim() === '' ? [] : operands;
}

/**
 * Where a numeric label leads: `1f` to the next one, `1b` to the last one, in the order of the text.
 * @param from the instruction that jumps
 */
export function labelTarget(template: Template, name: string, from: number): number | undefined {
  const direction = /^(\d+)([fb])$/.exec(name);
  if (direction === null) return template.labels.find((l) => l.name === name)?.at;
  const same = template.labels.filter((l) => l.name === direction[1]);
  const line = template.lines[from];
  // A label is parsed before the instruction of its own line.
  const ordered = same.sort((a, b) => a.line - b.line);
  if (direction[2] === 'f') return ordered.find((l) => l.line > line)?.at;
  return ordered.findLast((l) => l.line <= line)?.at;
}

/** The characters that a string literal's escapes stand for, as far as assembly uses them. */
export function unescaped(text: string): string {
  return text.replace(/\\(n|t|\\|"|'|0)/g, (_, c: string) => ESCAPES[c] ?? c);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', 0: '\0' };
