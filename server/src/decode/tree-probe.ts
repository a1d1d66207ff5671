/** Asks a tree's own headers for numbers, under a profile's configuration. */
import { join } from 'node:path';
import { Interner, SourceMap, TranslationUnit } from '../../../language/src/index.ts';
import type { FileSystem } from '../../../language/src/source/file-system.ts';
import type { Profile } from '../kernel/profile.ts';
import { runFunction } from './run-macro.ts';

/** A mask of nothing is one that could not be evaluated: it calls a function of the kernel. */
const MASKS: ReadonlySet<string> = new Set([
  'PAGE_FLAGS_CHECK_AT_FREE',
  'PAGE_FLAGS_CHECK_AT_PREP',
]);

/** Macros that call functions of the kernel, as __fls(): include/linux/mm.h. */
const RUN: ReadonlySet<string> = new Set(['PP_MAGIC_MASK']);

const HEADERS = ['linux/mm.h', 'linux/page-flags.h', 'linux/poison.h', 'linux/mmzone.h'];
const constantName = (macro: string): string => `ptdesc_constant_${macro}`;

/** A unit of our own in the tree's mm/, in which each macro that exists is an enumerator's value. */
export function probe(profile: Profile, macros: readonly string[]): TranslationUnit {
  const includes = HEADERS.map((header) => `#include <${header}>\n`);
  const values = macros.map((macro) => `#ifdef ${macro}\n${declarationOf(macro)}\n#endif\n`);
  const path = join(profile.tree, 'mm/ptdesc-page-facts.c');
  const sources = new SourceMap(
    withFile(profile.fs, path, [...includes, ...values].join('')),
    new Interner(),
  );
  return new TranslationUnit(sources, profile.target, profile.fileOptions(path), path).build();
}

function declarationOf(macro: string): string {
  const name = constantName(macro);
  if (RUN.has(macro)) return `static unsigned long ${name}(void) { return ${macro}; }`;
  return `enum { ${name} = (unsigned long)(${macro}) };`;
}

/** A file system with one more file, which is in memory only. */
function withFile(fs: FileSystem, path: string, text: string): FileSystem {
  const bytes = Buffer.from(text);
  return {
    readFile: (wanted) => (wanted === path ? bytes : fs.readFile(wanted)),
    isFile: (wanted) => wanted === path || fs.isFile(wanted),
  };
}

/** The macros that could be evaluated. */
export function constantsOf(unit: TranslationUnit, macros: readonly string[]): Map<string, bigint> {
  const wordBits = unit.target.pointerSizeBytes * 8;
  const found = enumerators(unit, macros.map(constantName));
  const values = macros.flatMap((macro): [string, bigint][] => {
    const name = constantName(macro);
    const value = RUN.has(macro) ? runFunction(unit, name) : found.get(name);
    if (value === undefined || (value === 0n && MASKS.has(macro))) return [];
    return [[macro, BigInt.asUintN(wordBits, value)]];
  });
  return new Map(values);
}

/** The values of the names that are enumerators of a unit. */
export function enumerators(unit: TranslationUnit, names: readonly string[]): Map<string, bigint> {
  const found = new Map<string, bigint>();
  for (const name of names) {
    const symbol = unit.symbol(name);
    if (symbol?.kind === 'enumerator') found.set(name, symbol.value);
  }
  return found;
}

/** What the pattern's first group matches in a text, each once. */
export function matches(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))];
}
