/** What the tests of the preprocessor share. */

import { Interner } from '../../src/lexer/interner.ts';
import { T_EOF } from '../../src/lexer/token-stream.ts';
import { bareOptions, type PreprocessorOptions } from '../../src/preprocessor/options.ts';
import { Preprocessor } from '../../src/preprocessor/preprocessor.ts';
import { SourceMap } from '../../src/source/source-map.ts';

/** A finished unit over texts; the main file is `main.c`. */
export function preprocess(
  text: string | Uint8Array,
  files: Readonly<Record<string, string>> = {},
  options: Partial<PreprocessorOptions> = {},
): Preprocessor {
  const encoder = new TextEncoder();
  const contents = new Map<string, Uint8Array>(
    Object.entries(files).map(([path, content]) => [path, encoder.encode(content)]),
  );
  contents.set('main.c', typeof text === 'string' ? encoder.encode(text) : text);
  const fs = {
    readFile: (path: string) => contents.get(path),
    isFile: (path: string) => contents.has(path),
  };
  const unit = new Preprocessor(new SourceMap(fs, new Interner()), { ...bareOptions, ...options });
  unit.run('main.c');
  return unit;
}

/** The spellings of a unit's tokens. */
export function wordsOf(unit: Preprocessor): string[] {
  const words: string[] = [];
  for (let i = 0; i < unit.tokens.length; i++) {
    if (unit.tokens.kinds[i] === T_EOF) break;
    words.push(unit.sources.interner.text(unit.tokens.ids[i] as number));
  }
  return words;
}
