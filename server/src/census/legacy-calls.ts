import { join } from 'node:path';
import { Interner } from '../../../language/src/lexer/interner.ts';
import { SourceMap } from '../../../language/src/source/source-map.ts';
import type { NodeFileSystem } from '../kernel/node-file-system.ts';

/** One call of a wrapper, by the file's tokens: comments and texts do not count. */
export interface LegacyCall {
  readonly file: string;
  readonly name: string;
}

/**
 * The calls of some functions in files (below the tree): the name, and a parenthesis behind it. The
 * line that declares or defines the function itself is told apart by the type before the name.
 */
export function legacyCalls(
  fs: NodeFileSystem,
  tree: string,
  files: readonly string[],
  names: ReadonlySet<string>,
): LegacyCall[] {
  return files.flatMap((file) => {
    const text = fs.readText(join(tree, file));
    if (text === undefined || !mentionsAny(text, names)) return [];
    return callsIn(fs, join(tree, file), names).map((name) => ({ file, name }));
  });
}

function mentionsAny(text: string, names: ReadonlySet<string>): boolean {
  for (const [name] of text.matchAll(/\b[A-Za-z_]\w*(?=\s*\()/g)) if (names.has(name)) return true;
  return false;
}

function callsIn(fs: NodeFileSystem, path: string, names: ReadonlySet<string>): string[] {
  const interner = new Interner();
  const file = new SourceMap(fs, interner).load(path);
  if (!file) return [];
  const { ids, count } = file.tokens;
  const text = (at: number) => (at < 0 || at >= count ? '' : interner.text(ids[at] ?? 0));
  const found: string[] = [];
  for (let at = 0; at < count; at++) {
    const name = text(at);
    if (!names.has(name) || text(at + 1) !== '(') continue;
    if (!isDeclared(text(at - 1))) found.push(name);
  }
  return found;
}

const KEYWORDS = new Set(['return', 'else', 'do', 'case', 'sizeof', 'define']);

/** Behind a type's name or a star a name is declared; behind an operator or a keyword it is called. */
function isDeclared(before: string): boolean {
  return before === '*' || (/^\w+$/.test(before) && !KEYWORDS.has(before));
}
