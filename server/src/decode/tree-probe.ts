/** Asks a tree's own headers for numbers, under a profile's configuration. */
import { join } from 'node:path';
import { Interner } from '../../../language/src/lexer/interner.ts';
import type { FileSystem } from '../../../language/src/source/file-system.ts';
import { SourceMap } from '../../../language/src/source/source-map.ts';
import { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import type { Profile } from '../profile/profile.ts';

/** A mask of nothing is one that could not be evaluated: it calls a function of the kernel. */
const MASKS: ReadonlySet<string> = new Set([
  'PAGE_FLAGS_CHECK_AT_FREE',
  'PAGE_FLAGS_CHECK_AT_PREP',
  'PP_MAGIC_MASK',
]);

/**
 * Functions that PP_MAGIC_MASK calls (include/linux/mm.h), as expressions: what
 * include/asm-generic/bitops/builtin-__fls.h and builtin-__ffs.h return, and every other variant too.
 */
const BIT_FUNCTIONS = `
#undef __fls
#undef __ffs
#define __fls(word) (__SIZEOF_LONG__ * 8UL - 1 - __builtin_clzl(word))
#define __ffs(word) ((unsigned long)__builtin_ctzl(word))
`;

const HEADERS = ['linux/mm.h', 'linux/page-flags.h', 'linux/poison.h', 'linux/mmzone.h'];
const constantName = (macro: string): string => `ptdesc_constant_${macro}`;

/** A unit of our own in the tree's mm/, in which each macro that exists is an enumerator's value. */
export function probe(profile: Profile, macros: readonly string[]): TranslationUnit {
  const includes = HEADERS.map((header) => `#include <${header}>\n`);
  const values = macros.map(
    (macro) =>
      `#ifdef ${macro}\nenum { ${constantName(macro)} = (unsigned long)(${macro}) };\n#endif\n`,
  );
  const path = join(profile.tree, 'mm/ptdesc-page-facts.c');
  const sources = new SourceMap(
    withFile(profile.fs, path, [...includes, BIT_FUNCTIONS, ...values].join('')),
    new Interner(),
  );
  return new TranslationUnit(sources, profile.target, profile.fileOptions(path), path).build();
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
    const value = found.get(constantName(macro));
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
