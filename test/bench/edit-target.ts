/** Where the editing benchmark types: a statement with a member use, in the middle of a file. */
import { readFileSync } from 'node:fs';
import type { Position } from './document.ts';
import type { HoverTargets } from './member-uses.ts';

export interface EditTarget {
  /** The start of the statement; text typed here moves the use to the right. */
  statement: Position;
  /** The use in that statement that is asked about after each character. */
  use: Position;
}

/** The use nearest to the middle of the file whose statement has a line of its own. */
export function findEditTarget({ path, uses }: HoverTargets): EditTarget {
  const lines = readFileSync(path, 'utf8').split('\n');
  const middle = lines.length / 2;
  const candidates = uses.filter(({ line }) => isStatementLine(lines, line));
  candidates.sort((a, b) => Math.abs(a.line - middle) - Math.abs(b.line - middle));
  const use = candidates[0];
  if (use === undefined) throw new Error(`${path}: no use stands in a statement of one line`);
  const indent = /^\s*/.exec(lines[use.line] ?? '')?.[0] ?? '';
  return { statement: { line: use.line, character: indent.length }, use };
}

function isStatementLine(lines: readonly string[], line: number): boolean {
  const before = lines[line - 1]?.trim() ?? '';
  return /^\t+\w.*;$/.test(lines[line] ?? '') && /(^|[;{}])$/.test(before);
}
