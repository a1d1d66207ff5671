/** A piece of a text to be replaced, in bytes. */
interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const CONTEXT_LINES = 3;

/** Lines of a file that are replaced by others; numbers count from 0, `to` is exclusive. */
interface Change {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/**
 * The patch that makes some replacements in a file, as `git apply` and `patch -p1` read it. `path` is
 * below the tree; the replacements are in the order of the text and do not overlap. The patch has one
 * character a byte (latin1), so that it can be about a file in any encoding.
 */
export function writePatch(
  path: string,
  bytes: Uint8Array,
  replacements: readonly Replacement[],
): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const lines = linesOf(text);
  const changes = changesOf(text, replacements).filter(
    ({ from, to, lines: put }) => lines.slice(from, to).join('') !== put.join(''),
  );
  let moved = 0;
  const hunks = grouped(changes).map((group) => {
    const written = hunk(lines, group, moved);
    moved += growth(group);
    return written;
  });
  return hunks.length === 0 ? '' : `--- a/${path}\n+++ b/${path}\n${hunks.join('')}`;
}

/** Each with its newline, if it has one. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Whole lines that change; replacements that touch the same or neighbouring lines are one change. */
function changesOf(text: string, replacements: readonly Replacement[]): Change[] {
  const groups: { start: number; end: number; parts: Replacement[] }[] = [];
  for (const replacement of replacements) {
    const start = text.lastIndexOf('\n', replacement.start - 1) + 1;
    const newline = text.indexOf('\n', replacement.end);
    const end = newline < 0 ? text.length : newline + 1;
    const last = groups.at(-1);
    if (last && start <= last.end) {
      last.end = Math.max(last.end, end);
      last.parts.push(replacement);
    } else groups.push({ start, end, parts: [replacement] });
  }
  return groups.map(({ start, end, parts }) => {
    const from = linesOf(text.slice(0, start)).length;
    const to = from + linesOf(text.slice(start, end)).length;
    return { from, to, lines: linesOf(replaced(text, start, end, parts)) };
  });
}

function replaced(text: string, start: number, end: number, parts: readonly Replacement[]): string {
  let result = '';
  let at = start;
  for (const part of parts) {
    result += text.slice(at, part.start) + Buffer.from(part.text).toString('latin1');
    at = part.end;
  }
  return result + text.slice(at, end);
}

/** Changes whose context would overlap share a hunk. */
function grouped(changes: readonly Change[]): Change[][] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const last = groups.at(-1)?.at(-1);
    if (last && change.from - last.to <= 2 * CONTEXT_LINES) groups.at(-1)?.push(change);
    else groups.push([change]);
  }
  return groups;
}

/** How many lines more there are behind some changes. */
const growth = (group: readonly Change[]): number =>
  group.reduce((sum, { from, to, lines }) => sum + lines.length - (to - from), 0);

function hunk(lines: readonly string[], group: readonly Change[], moved: number): string {
  const from = Math.max(0, (group[0]?.from ?? 0) - CONTEXT_LINES);
  const to = Math.min(lines.length, (group.at(-1)?.to ?? 0) + CONTEXT_LINES);
  const body: string[] = [];
  const write = (sign: string, some: readonly string[]) => {
    for (const line of some) {
      body.push(sign, line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`);
    }
  };
  let at = from;
  for (const change of group) {
    write(' ', lines.slice(at, change.from));
    write('-', lines.slice(change.from, change.to));
    write('+', change.lines);
    at = change.to;
  }
  write(' ', lines.slice(at, to));
  const size = to - from;
  return `@@ -${range(from, size)} +${range(from + moved, size + growth(group))} @@\n${body.join('')}`;
}

/** Where there are no lines, the number of the line before stands for the place. */
const range = (from: number, size: number): string => `${size === 0 ? from : from + 1},${size}`;
