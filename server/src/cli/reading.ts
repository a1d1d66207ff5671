import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Interner } from '../../../language/src/lexer/interner.ts';
import { SourceMap } from '../../../language/src/source/source-map.ts';
import type { Target } from '../../../language/src/targets/target.ts';
import { TranslationUnit, type UnitOptions } from '../../../language/src/unit/translation-unit.ts';
import { CommandError } from './command-error.ts';

/** How a command reads files: under a kernel's profile, or bare. */
export interface Reading {
  /** Results name files relative to it. */
  readonly root: string;
  readonly target: Target;
  readonly sources: SourceMap;
  /** The user named a file: it may be read with those beside it, wherever it is. */
  allow?(path: string): void;
  options(path: string): UnitOptions;
  /** How a file (absolute path) is read that is another architecture's; this reading for all others. */
  ofFile?(path: string): Reading;
  /** The `.c` file that a header is read through; undefined when the file is read by itself. */
  via(path: string): string | undefined;
}

/** A path below the root, or the path as it is when it lies elsewhere. */
export function relativeTo(root: string, path: string): string {
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}

/** A file of the command line: as the shell means it, or below the tree. */
export function filePath(reading: Reading, file: string): string {
  const here = resolve(file);
  const path = existsSync(here) ? here : resolve(reading.root, file);
  if (relativeTo(reading.root, path) === path) reading.allow?.(dirname(path));
  if (!reading.sources.load(path)) throw new CommandError(`${file}: cannot be read`);
  return path;
}

/** The reading of a file: of its own architecture, where a kernel is read. */
export function readingOf(reading: Reading, path: string): Reading {
  return reading.ofFile?.(path) ?? reading;
}

/** A complete unit that holds the file. */
export function readUnit(reading: Reading, path: string): TranslationUnit {
  const main = reading.via(path) ?? path;
  return new TranslationUnit(reading.sources, reading.target, reading.options(main), main).build();
}

/** The parts of a reading that every kind has. */
export function sourcesOf(
  fs: ConstructorParameters<typeof SourceMap>[0],
  hasTrigraphs = false,
): SourceMap {
  return new SourceMap(fs, new Interner(), hasTrigraphs);
}
