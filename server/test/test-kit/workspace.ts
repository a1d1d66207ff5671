import assert from 'node:assert/strict';
import { Interner } from '../../../language/src/lexer/interner.ts';
import { bareOptions } from '../../../language/src/preprocessor/options.ts';
import type { FileSystem } from '../../../language/src/source/file-system.ts';
import { type SourceFile, SourceMap } from '../../../language/src/source/source-map.ts';
import { findTarget } from '../../../language/src/targets/all-targets.ts';
import { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { discoverMemdescs } from '../../src/memdesc/discover.ts';
import type { MemdescModel } from '../../src/memdesc/memdesc.ts';
import { MINI_MM } from './mini-mm.ts';

/** The file that every workspace can include. */
export const MINI_HEADER = '/mini/mm.h';

/** A workspace read to the end: one file, and the miniature of memory management that it includes. */
export interface Workspace {
  readonly unit: TranslationUnit;
  readonly file: SourceFile;
  readonly model: MemdescModel;
  /** The byte offset of `$0`; -1 without one. */
  readonly cursor: number;
}

/**
 * Reads a file written in a test. `$0` is the cursor: in the text itself, or in the header given as
 * the second text. The target is x86_64 unless another is named.
 */
export function openWorkspace(main: string, header = MINI_MM, targetName = 'x86_64'): Workspace {
  const inHeader = header.includes('$0');
  const marked = inHeader ? header : main;
  const cursor = Buffer.byteLength(marked.split('$0')[0] ?? '') * (marked.includes('$0') ? 1 : -1);
  const texts = new Map([
    ['/main.c', `#include "${MINI_HEADER}"\n${main}`.replace('$0', '')],
    [MINI_HEADER, header.replace('$0', '')],
  ]);
  const target = findTarget(targetName);
  assert.ok(target);
  const sources = new SourceMap(memoryFileSystem(texts), new Interner());
  const unit = new TranslationUnit(sources, target, bareOptions, '/main.c').build();
  const model = discoverMemdescs(unit);
  const file = sources.load(inHeader ? MINI_HEADER : '/main.c');
  assert.ok(model && file);
  const before = inHeader ? 0 : Buffer.byteLength(`#include "${MINI_HEADER}"\n`);
  return { unit, file, model, cursor: cursor < 0 ? -1 : cursor + before };
}

/** The same workspace, asked about another of its files. */
export function openWorkspaceFile(workspace: Workspace, path: string): Workspace {
  const file = workspace.unit.sources.load(path);
  assert.ok(file, path);
  return { ...workspace, file };
}

/** A file system of texts. */
export function memoryFileSystem(texts: ReadonlyMap<string, string>): FileSystem {
  return {
    readFile: (path) => {
      const text = texts.get(path);
      return text === undefined ? undefined : Buffer.from(text);
    },
    isFile: (path) => texts.has(path),
  };
}
