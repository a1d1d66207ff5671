/** What the tests of the language core share: units of text, and markers in it. */

import { Interner } from '../src/lexer/interner.ts';
import { bareOptions, type PreprocessorOptions } from '../src/preprocessor/options.ts';
import type { FileSystem } from '../src/source/file-system.ts';
import { SourceMap } from '../src/source/source-map.ts';
import type { Target } from '../src/targets/target.ts';
import { x86_64 } from '../src/targets/x86.ts';
import { TranslationUnit, type UnitOptions } from '../src/unit/translation-unit.ts';

export interface UnitInput {
  readonly target?: Target;
  readonly options?: Partial<UnitOptions & PreprocessorOptions>;
  /** Other files by path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A file system of texts. */
export function textFiles(files: Readonly<Record<string, string>>): FileSystem {
  const encoder = new TextEncoder();
  return {
    readFile: (path) => (path in files ? encoder.encode(files[path]) : undefined),
    isFile: (path) => path in files,
  };
}

/** A complete unit over one piece of C; the file is called `/main.c`. */
export function unitOf(text: string, input: UnitInput = {}): TranslationUnit {
  const fs = textFiles({ '/main.c': text, ...input.files });
  const sources = new SourceMap(fs, new Interner());
  const options = { ...bareOptions, ...input.options };
  return new TranslationUnit(sources, input.target ?? x86_64, options, '/main.c').build();
}

/** The text without its `$0` markers, and where they stood, in bytes. */
export function withMarkers(text: string): { text: string; offsets: number[] } {
  const parts = text.split('$0');
  const offsets: number[] = [];
  let length = 0;
  for (const part of parts.slice(0, -1)) {
    length += Buffer.byteLength(part);
    offsets.push(length);
  }
  return { text: parts.join(''), offsets };
}
