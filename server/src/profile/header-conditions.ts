import { join } from 'node:path';
import type { NodeFileSystem } from '../kernel/node-file-system.ts';

/** `<asm/pgalloc.h>` includes `<asm/book3s/pgalloc.h>`, which includes `<asm/book3s/64/pgalloc.h>`. */
const MAX_DEPTH = 4;

/**
 * The symbols on which it hangs that a header of an architecture (below the tree) is included by other
 * headers of it: those in the `#if` lines around the `#include`. Both branches count.
 */
export function headerConditions(fs: NodeFileSystem, tree: string, file: string): Set<string> {
  const [, folder] = /^(arch\/[^/]+\/include\/asm)\//.exec(file) ?? [];
  const found = new Set<string>();
  if (folder === undefined) return found;
  const headers = headersBelow(fs, join(tree, folder));
  const seen = new Set([`${tree}/${file}`]);
  let open = [...seen];
  for (let depth = 0; depth < MAX_DEPTH && open.length > 0; depth++) {
    const names = open.map((path) => path.slice(join(tree, folder).length + 1));
    open = headers.filter((path) => {
      const lines = includeLinesOf(fs.readText(path) ?? '', names);
      for (const symbol of lines.flat()) found.add(symbol);
      return lines.length > 0 && !seen.has(path);
    });
    for (const path of open) seen.add(path);
  }
  return found;
}

function headersBelow(fs: NodeFileSystem, folder: string): string[] {
  return fs.list(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name.endsWith('.h')) return [path];
    return fs.isDirectory(path) ? headersBelow(fs, path) : [];
  });
}

/** For each `#include` of one of the headers, the symbols of the conditions around it. */
function includeLinesOf(text: string, names: readonly string[]): string[][] {
  const around: string[][] = [];
  const found: string[][] = [];
  for (const line of text.split('\n')) {
    const [, directive] = /^\s*#\s*(\w+)/.exec(line) ?? [];
    if (directive === 'if' || directive === 'ifdef' || directive === 'ifndef')
      around.push(symbolsOf(line));
    else if (directive === 'elif') around.at(-1)?.push(...symbolsOf(line));
    else if (directive === 'endif') around.pop();
    const [, included] = /^\s*#\s*include\s*[<"](?:asm\/)?([^>"]+)[>"]/.exec(line) ?? [];
    if (included !== undefined && names.includes(included)) found.push(around.flat());
  }
  return found;
}

const symbolsOf = (text: string): string[] =>
  [...text.matchAll(/\bCONFIG_(\w+)/g)].map(([, name = '']) => name);
