/** Who imports whom in the repository's own code, read from its text. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { repositoryRoot } from './repository-root.ts';

/** An import or a re-export of one file by another; both are paths in the repository. */
export interface Import {
  readonly from: string;
  readonly to: string;
  /** False for types alone: they are gone when the code runs. */
  readonly isValue: boolean;
}

const SOURCES = ['language/src', 'emulator/src', 'server/src', 'client/src', 'client/webview'];

/** Every file of ours that ships, with its text. */
export function sourceTexts(): Map<string, string> {
  const paths = SOURCES.flatMap((folder) =>
    readdirSync(join(repositoryRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => posix.join(folder, name)),
  );
  return new Map(paths.map((path) => [path, readFileSync(join(repositoryRoot, path), 'utf8')]));
}

/** The statement from its first word to the name of the file; the formatter gives each lines of its own. */
const STATEMENT = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'(\.[^']+)';/gm;

export function importsOf(texts: ReadonlyMap<string, string>): Import[] {
  return [...texts].flatMap(([from, text]) =>
    [...text.matchAll(STATEMENT)].map(([, type, name = '']) => ({
      from,
      to: posix.join(dirname(from), name),
      isValue: type === undefined,
    })),
  );
}

/** The sets of nodes that reach each other, by Tarjan's algorithm; each in the order of names. */
export function circles(edges: readonly (readonly [string, string])[]): string[][] {
  const next = new Map<string, string[]>();
  for (const [from, to] of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const state = { next, order: new Map<string, number>(), open: [] as string[], found: [] };
  for (const node of next.keys()) if (!state.order.has(node)) visit(state, node);
  return state.found;
}

interface Search {
  readonly next: ReadonlyMap<string, readonly string[]>;
  readonly order: Map<string, number>;
  readonly open: string[];
  readonly found: string[][];
}

/** @returns the smallest number of an open node that can be reached */
function visit(search: Search, node: string): number {
  const own = search.order.size;
  search.order.set(node, own);
  search.open.push(node);
  let lowest = own;
  for (const to of search.next.get(node) ?? []) {
    const known = search.order.get(to);
    if (known === undefined) lowest = Math.min(lowest, visit(search, to));
    else if (search.open.includes(to)) lowest = Math.min(lowest, known);
  }
  if (lowest < own) return lowest;
  const circle = search.open.splice(search.open.indexOf(node));
  if (circle.length > 1) search.found.push(circle.sort());
  return lowest;
}
