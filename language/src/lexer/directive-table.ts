import type { Interner } from './interner.ts';
import {
  D_ASSERT,
  D_DEFINE,
  D_ELIF,
  D_ELIFDEF,
  D_ELIFNDEF,
  D_ELSE,
  D_ENDIF,
  D_ERROR,
  D_IDENT,
  D_IF,
  D_IFDEF,
  D_IFNDEF,
  D_IMPORT,
  D_INCLUDE,
  D_INCLUDE_NEXT,
  D_LINE,
  D_LINE_MARKER,
  D_NULL,
  D_PRAGMA,
  D_UNASSERT,
  D_UNDEF,
  D_UNKNOWN,
  D_WARNING,
  type DirectiveTable,
} from './raw-tokens.ts';
import { P_LPAREN, P_NOT, P_RPAREN } from './spellings.ts';
import { F_LINE_START, T_IDENTIFIER, T_NUMBER } from './token-stream.ts';

const NAMES: Readonly<Record<string, number>> = {
  if: D_IF,
  ifdef: D_IFDEF,
  ifndef: D_IFNDEF,
  elif: D_ELIF,
  elifdef: D_ELIFDEF,
  elifndef: D_ELIFNDEF,
  else: D_ELSE,
  endif: D_ENDIF,
  define: D_DEFINE,
  undef: D_UNDEF,
  include: D_INCLUDE,
  include_next: D_INCLUDE_NEXT,
  import: D_IMPORT,
  line: D_LINE,
  error: D_ERROR,
  warning: D_WARNING,
  pragma: D_PRAGMA,
  ident: D_IDENT,
  sccs: D_IDENT,
  assert: D_ASSERT,
  unassert: D_UNASSERT,
};

/** The kind of directive that each spelling names, by interner. */
const kindsByInterner = new WeakMap<Interner, Map<number, number>>();

function directiveKinds(interner: Interner): Map<number, number> {
  let kinds = kindsByInterner.get(interner);
  if (!kinds) {
    kinds = new Map(Object.entries(NAMES).map(([name, kind]) => [interner.intern(name), kind]));
    kindsByInterner.set(interner, kinds);
  }
  return kinds;
}

/** The tokens of one file, as far as the table needs them. */
export interface TokensOfFile {
  readonly count: number;
  readonly kinds: Uint8Array;
  readonly ids: Int32Array;
  readonly flags: Uint8Array;
}

/** Names the directives and links each conditional group to the directive that ends it. */
export function buildDirectiveTable(
  file: TokensOfFile,
  tokens: Int32Array,
  ends: Int32Array,
  interner: Interner,
): DirectiveTable {
  const count = ends.length;
  const kinds = new Uint8Array(count);
  const names = directiveKinds(interner);
  for (let i = 0; i < count; i++) kinds[i] = kindOf(file, tokens[i] as number, names);
  const next = linkGroups(kinds);
  const guardId = findGuard(file, tokens, kinds, next, interner);
  return { count, tokens, ends, kinds, next, guardId, macros: new Int32Array(count) };
}

function kindOf(file: TokensOfFile, hash: number, names: Map<number, number>): number {
  const name = hash + 1;
  if ((file.flags[name] as number) & F_LINE_START) return D_NULL;
  if (file.kinds[name] === T_NUMBER) return D_LINE_MARKER;
  if (file.kinds[name] !== T_IDENTIFIER) return D_UNKNOWN;
  return names.get(file.ids[name] as number) ?? D_UNKNOWN;
}

function linkGroups(kinds: Uint8Array): Int32Array {
  const next = new Int32Array(kinds.length);
  const open: number[] = [];
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i] as number;
    if (kind < D_IF || kind > D_ENDIF) continue;
    if (kind >= D_ELIF) {
      const group = open.pop();
      if (group !== undefined) next[group] = i;
    }
    if (kind !== D_ENDIF) open.push(i);
  }
  for (const group of open) next[group] = kinds.length;
  return next;
}

/**
 * A file whose tokens all stand between `#ifndef X` (or `#if !defined X`) and its #endif, without
 * another branch, is empty once X is defined.
 */
function findGuard(
  file: TokensOfFile,
  tokens: Int32Array,
  kinds: Uint8Array,
  next: Int32Array,
  interner: Interner,
): number {
  if (kinds.length < 2 || tokens[0] !== 0) return 0;
  const last = next[0] as number;
  if (last !== kinds.length - 1 || kinds[last] !== D_ENDIF) return 0;
  if (!endsTheFile(file, tokens[last] as number)) return 0;
  return guardName(file, kinds[0] as number, interner);
}

function endsTheFile(file: TokensOfFile, endif: number): boolean {
  let token = endif + 1;
  while (token < file.count - 1 && !((file.flags[token] as number) & F_LINE_START)) token++;
  return token === file.count - 1;
}

function guardName(file: TokensOfFile, kind: number, interner: Interner): number {
  let lineEnd = 1;
  while (lineEnd < file.count && !((file.flags[lineEnd] as number) & F_LINE_START)) lineEnd++;
  const ids = file.ids.subarray(2, lineEnd);
  if (kind === D_IFNDEF) {
    return ids.length === 1 && file.kinds[2] === T_IDENTIFIER ? (ids[0] as number) : 0;
  }
  if (kind !== D_IF || ids[0] !== P_NOT || ids[1] !== interner.intern('defined')) return 0;
  if (ids.length === 3 && file.kinds[4] === T_IDENTIFIER) return ids[2] as number;
  const inParens = ids.length === 5 && ids[2] === P_LPAREN && ids[4] === P_RPAREN;
  return inParens && file.kinds[5] === T_IDENTIFIER ? (ids[3] as number) : 0;
}
