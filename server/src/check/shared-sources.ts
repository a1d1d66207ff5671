import { Interner } from '../../../language/src/lexer/interner.ts';
import { SourceMap } from '../../../language/src/source/source-map.ts';
import type { NodeFileSystem } from '../kernel/node-file-system.ts';

/** After so much text the files that were read are let go. */
const MAX_TEXT_BYTES = 48 << 20;

/**
 * Files that several profiles of a tree read, one profile after the other: their tokens are made once, and
 * headers are preprocessed once where the profiles agree.
 */
export class SharedSources {
  #sources: SourceMap | undefined;
  #fs: NodeFileSystem | undefined;
  /** Paths that only ever were in memory say something else in every profile. */
  readonly #virtual = new Set<string>();

  /** To be read by who has this file system, and nobody any more by who had the one before. */
  take(fs: NodeFileSystem): SourceMap {
    for (const { path } of this.#fs?.virtualFiles() ?? []) this.#virtual.add(path);
    this.#fs = fs;
    if (this.#sources === undefined || this.#sources.readBytes > MAX_TEXT_BYTES)
      this.#sources = new SourceMap(fs, new Interner());
    else this.#sources.moveTo(fs, (path) => !fs.isVirtual(path) && !this.#virtual.has(path));
    return this.#sources;
  }
}
