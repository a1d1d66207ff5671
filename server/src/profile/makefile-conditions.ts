import { basename, dirname, join } from 'node:path';
import type { NodeFileSystem } from '../kernel/node-file-system.ts';

/** Text that stands under conditions, and the CONFIG_ symbols that these name. */
interface ConditionalLine {
  readonly text: string;
  readonly symbols: readonly string[];
}

/**
 * The symbols on which it hangs that make comes to a file (below the tree) and compiles it, by the text of
 * the makefiles in its folder and in those above: `obj-$(CONFIG_X) += file.o`, `ifdef CONFIG_X`. Which
 * values they must have is not said: who asks tries them.
 */
export function makefileConditions(fs: NodeFileSystem, tree: string, file: string): Set<string> {
  const found = new Set<string>();
  let name = `${basename(file).replace(/\.[^.]*$/, '')}.o`;
  for (let folder = dirname(file); folder !== '.' && folder !== 'arch'; folder = dirname(folder)) {
    const texts = ['Kbuild', 'Makefile'].flatMap(
      (each) => fs.readText(join(tree, folder, each)) ?? [],
    );
    if (texts.length > 0) addConditions(texts.flatMap(conditionalLines), name, found);
    name = texts.length > 0 ? `${basename(folder)}/` : `${basename(folder)}/${name}`;
  }
  return found;
}

/** An object may be a part of another one: `foo-y := file.o`. */
function addConditions(lines: readonly ConditionalLine[], name: string, found: Set<string>): void {
  const names = new Set([name]);
  for (const wanted of names) {
    for (const { text, symbols } of lines) {
      const [, left = '', right = ''] = /^\s*([^\s:+?=]+)\s*[:+?]?=\s*(.*)$/.exec(text) ?? [];
      const word = right.split(/\s+/).find((each) => isNamed(each, wanted));
      if (word === undefined) continue;
      for (const symbol of [...symbols, ...symbolsOf(left)]) found.add(symbol);
      // init_$(BITS).o: BITS is 32 or 64 in every arch/X/Makefile that has it.
      if (word.includes('$(BITS)')) found.add('64BIT');
      const [, whole] = /^([\w.-]+)-(?:y|m|objs|\$\()/.exec(left) ?? [];
      if (whole !== undefined && !['obj', 'lib', 'core'].includes(whole)) names.add(`${whole}.o`);
    }
  }
}

const isNamed = (word: string, name: string): boolean =>
  word === name ||
  (word.includes('$(BITS)') && ['32', '64'].some((bits) => word.replace('$(BITS)', bits) === name));

const symbolsOf = (text: string): string[] =>
  [...text.matchAll(/\bCONFIG_(\w+)/g)].map(([, name = '']) => name);

/** The lines of a makefile with the conditions around them, both branches of each. */
function conditionalLines(text: string): ConditionalLine[] {
  const around: string[][] = [];
  const lines: ConditionalLine[] = [];
  for (const line of text.replace(/\\\n\s*/g, ' ').split('\n')) {
    if (/^\s*if(n?def|n?eq)\b/.test(line)) around.push(symbolsOf(line));
    else if (/^\s*else\s+if/.test(line)) around.at(-1)?.push(...symbolsOf(line));
    else if (/^\s*endif\b/.test(line)) around.pop();
    else lines.push({ text: line, symbols: around.flat() });
  }
  return lines;
}
