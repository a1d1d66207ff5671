import type { SourceFile } from '../../../../language/src/source/source-map.ts';
import type { TextEdit } from './rule.ts';

/** A call that is a statement of its own on one line of a block. */
export interface CallStatement {
  readonly line: number;
  readonly indent: string;
  readonly name: string;
  /** The text between the outer parentheses. */
  readonly args: string;
}

const CALL = /^(\s*)(\w+)\s*\((.*)\);\s*(\/\*.*\*\/\s*)?$/;

/**
 * The statement on a line, when the line is a plain call and stands in a block, so that lines can be
 * put before it or it can be taken away; undefined when that is not certain.
 */
export function callStatementAt(file: SourceFile, line: number): CallStatement | undefined {
  const lines = linesOf(file);
  const match = CALL.exec(lines[line - 1] ?? '');
  if (!match || !isBalanced(match[3] ?? '')) return undefined;
  const before = lines.slice(0, line - 1).reverse();
  const previous = before.find((text) => text.trim() !== '')?.trim() ?? '';
  if (!/([;{}]|\*\/|^\w+:)$/.test(previous)) return undefined;
  return { line, indent: match[1] ?? '', name: match[2] ?? '', args: (match[3] ?? '').trim() };
}

/** Puts a line in front of another. */
export function lineBefore({ line, indent }: CallStatement, text: string): TextEdit {
  return { line, column: 1, endLine: line, endColumn: 1, text: `${indent}${text}\n` };
}

/** Takes a line away. */
export function lineRemoved({ line }: CallStatement): TextEdit {
  return { line, column: 1, endLine: line + 1, endColumn: 1, text: '' };
}

/** Writes another call in the place of the statement. */
export function callReplaced(file: SourceFile, call: CallStatement, text: string): TextEdit {
  const whole = linesOf(file)[call.line - 1] ?? '';
  const start = Buffer.byteLength(call.indent) + 1;
  const end = Buffer.byteLength(whole.slice(0, whole.indexOf(';'))) + 1;
  return { line: call.line, column: start, endLine: call.line, endColumn: end, text };
}

/** The lines of a file; latin1, so that a character is a byte. */
export function linesOf(file: SourceFile): string[] {
  return Buffer.from(file.bytes).toString('latin1').split('\n');
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const c of text) {
    if (c === '(') depth++;
    if (c === ')' && --depth < 0) return false;
  }
  return depth === 0;
}
