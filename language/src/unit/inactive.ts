import {
  D_ELIFNDEF,
  D_ELSE,
  D_ENDIF,
  D_IF,
  D_IFDEF,
  D_IFNDEF,
  type DirectiveTable,
} from '../lexer/raw-tokens.ts';
import { T_EOF } from '../lexer/token-stream.ts';
import type { InactiveRange } from '../preprocessor/inactive-ranges.ts';
import type { SourceFile } from '../source/source-map.ts';
import { TranslationUnit } from './translation-unit.ts';

/** Text that the unit did not read, and what it would take to read it. */
export interface InactiveBranch {
  /** The locations of the `#` of every branch around the place that was not read, outermost first. */
  readonly branches: readonly number[];
  /** What would have to be true, outermost first: `CONFIG_MEMCG`, `!defined(CONFIG_MMU)`. */
  readonly conditions: readonly string[];
}

/** The branches around a byte of a file that no inclusion of it read; undefined for text that was. */
export function inactiveBranchAt(
  unit: TranslationUnit,
  file: SourceFile,
  offset: number,
): InactiveBranch | undefined {
  const ranges = unit.preprocessor.inactiveRanges(file.index);
  if (!isInside(ranges, offset)) return undefined;
  const { starts, directives } = file.tokens;
  const around = branchesAround(file, offset).filter((d) =>
    isInside(ranges, starts[directives.ends[d] as number] as number),
  );
  const branches = around.map(
    (d) => file.base + (starts[directives.tokens[d] as number] as number),
  );
  const conditions = around.flatMap((d) => conditionsOf(file, d)).filter((text) => text !== '1');
  return { branches, conditions };
}

function isInside(ranges: readonly InactiveRange[], offset: number): boolean {
  return ranges.some((r) => r.start <= offset && offset < r.end);
}

/** The branch directives whose group holds a byte, outermost first. */
function branchesAround(file: SourceFile, offset: number): number[] {
  const table = file.tokens.directives;
  const open: number[] = [];
  for (let d = 0; d < table.count; d++) {
    if ((file.tokens.starts[table.tokens[d] as number] as number) > offset) break;
    const kind = table.kinds[d] as number;
    if (kind === D_IF || kind === D_IFDEF || kind === D_IFNDEF) open.push(d);
    else if (kind === D_ENDIF) open.pop();
    else if (isBranch(table, d)) open[open.length - 1] = d;
  }
  return open;
}

/** An #elif or #else: of the directives that begin no group, only these have a successor. */
function isBranch(table: DirectiveTable, directive: number): boolean {
  return (table.next[directive] as number) > 0 && table.kinds[directive] !== D_ENDIF;
}

/** The branch's own condition, after those of the branches before it, which must be false. */
function conditionsOf(file: SourceFile, branch: number): string[] {
  const { directives } = file.tokens;
  const before: number[] = [];
  for (let d = openingOf(directives, branch); d !== branch; d = directives.next[d] as number)
    before.push(d);
  const negated = before.map((d) => negation(conditionText(file, d)));
  return directives.kinds[branch] === D_ELSE ? negated : [...negated, conditionText(file, branch)];
}

function openingOf(table: DirectiveTable, branch: number): number {
  let opening = branch;
  for (let d = branch - 1; d >= 0; d--)
    if (table.next[d] === opening && (table.next[d] as number) > 0) opening = d;
  return opening;
}

function negation(text: string): string {
  if (/^!\w+$/.test(text)) return text.slice(1);
  return /^(\w+|defined\(\w+\))$/.test(text) ? `!${text}` : `!(${text})`;
}

/** As written, on one line; `#ifdef X` is `X` and `#ifndef X` is `!X`. */
function conditionText(file: SourceFile, directive: number): string {
  const { starts, directives, kinds } = file.tokens;
  const first = (directives.tokens[directive] as number) + 2;
  const behind = directives.ends[directive] as number;
  if (first >= behind) return '';
  const end = kinds[behind] === T_EOF ? file.bytes.length : (starts[behind] as number);
  const bytes = file.bytes.subarray(starts[first] as number, end);
  const text = new TextDecoder().decode(bytes).replaceAll('\\\n', ' ').split('\n', 1)[0] as string;
  const bare = text
    .replace(/\/\*.*?(\*\/|$)|\/\/.*$/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const kind = directives.kinds[directive];
  return kind === D_IFNDEF || kind === D_ELIFNDEF ? `!${bare}` : bare;
}

/** The same unit as it would be if these branches were read. Build it like any other. */
export function unitWithBranches(
  unit: TranslationUnit,
  branches: readonly number[],
): TranslationUnit {
  const options = { ...unit.options, forcedBranches: new Set(branches) };
  return new TranslationUnit(unit.sources, unit.target, options, unit.path);
}
