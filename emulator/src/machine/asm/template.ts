/** The text of inline assembly as instructions: what the assembler would put where. */

/** One instruction with its operands as they are spelled. */
export interface Instruction {
  readonly name: string;
  readonly operands: readonly string[];
}

export interface Template {
  /** The instructions of the statement's own section, END, then those of `.altinstr_aux`. */
  readonly code: readonly Instruction[];
  readonly labels: readonly { readonly name: string; readonly at: number }[];
  /** The lines of every other section, by its name. */
  readonly sections: ReadonlyMap<string, readonly string[]>;
}

/** The end of the statement's own code: what stands behind it is reached by jumps only. */
export const END: Instruction = { name: '', operands: [] };

/** How one assembler spells things. */
export interface Syntax {
  /** Behind it, a line is a comment. */
  readonly comment: RegExp;
  /** Words before an instruction that change nothing here, or belong to it. */
  readonly prefixes: ReadonlySet<string>;
}

/** Where static_cpu_has() puts the test that runs before alternatives are applied. */
const AUXILIARY = '.altinstr_aux';
/** Lines that make no code: alignment, and the padding of alternatives. */
const SILENT =
  /^\.(skip|balign|p2align|align|nops|loc|cfi_\w+|previous|arch|arch_extension|machine|cpu|option|globl|global|type|size)\b/;

/** @param code sections, besides the statement's own, that hold code of its own */
export function parseTemplate(text: string, syntax: Syntax, code?: RegExp): Template {
  const own: Part = { code: [], labels: [] };
  const auxiliary: Part = { code: [], labels: [] };
  const sections = new Map<string, string[]>();
  const open: string[] = [];
  for (const line of linesOf(text, syntax)) {
    const pushed = /^\.(?:push)?section\s+([^\s,]+)/.exec(line) ?? /^\.(subsection)\b/.exec(line);
    if (pushed) open.push(pushed[1]);
    else if (/^\.(popsection|previous)\b/.test(line)) open.pop();
    else if (open.length === 0 || code?.test(open[open.length - 1])) addLine(own, line, syntax);
    else if (open[open.length - 1] === AUXILIARY) addLine(auxiliary, line, syntax);
    const section = open[open.length - 1];
    if (section !== undefined) sections.set(section, [...(sections.get(section) ?? []), line]);
  }
  const start = own.code.length + 1;
  const moved = auxiliary.labels.map(({ name, at }) => ({ name, at: at + start }));
  return {
    code: [...own.code, END, ...auxiliary.code],
    labels: [...own.labels, ...moved],
    sections,
  };
}

interface Part {
  readonly code: Instruction[];
  readonly labels: { name: string; at: number }[];
}

function linesOf(text: string, syntax: Syntax): string[] {
  const bare = text.replace(/\/\*.*?\*\//gs, ' ');
  const lines = bare.split('\n').map((line) => line.replace(syntax.comment, ''));
  const parts = lines.flatMap((line) => line.split(';')).flatMap((line) => line.trim() || []);
  return withPrefixes(parts, syntax);
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

function addLine(part: Part, line: string, syntax: Syntax): void {
  let rest = line;
  for (;;) {
    const label = /^([\w.$]+):\s*/.exec(rest);
    if (label === null) break;
    part.labels.push({ name: label[1], at: part.code.length });
    rest = rest.slice(label[0].length);
  }
  if (rest === '' || SILENT.test(rest)) return;
  part.code.push(instruction(rest, syntax));
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

/** Where a numeric label leads: `1f` to the next one, `1b` to the last one. */
export function labelTarget(template: Template, name: string, from: number): number | undefined {
  const direction = /^(\d+)([fb])$/.exec(name);
  if (direction === null) return template.labels.find((l) => l.name === name)?.at;
  const same = template.labels.filter((l) => l.name === direction[1]);
  if (direction[2] === 'f') return same.find((l) => l.at > from)?.at;
  return same.findLast((l) => l.at <= from)?.at;
}

/** The characters that a string literal's escapes stand for, as far as assembly uses them. */
export function unescaped(text: string): string {
  return text.replace(/\\(n|t|\\|"|'|0)/g, (_, c: string) => ESCAPES[c] ?? c);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', 0: '\0' };
