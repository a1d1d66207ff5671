/**
 * How large a file may be that is read, by its kind. What is larger is refused with a word: it is no
 * such file, and reading it would stall everything else. Largest in Linux 6.12: 24 MB for a header of
 * registers, 0.3 MB for a configuration, 70 KB for a makefile.
 */
export const FILE_LIMITS_BYTES = {
  source: 32 << 20,
  makefile: 2 << 20,
  configuration: 4 << 20,
  patch: 128 << 20,
  baseline: 64 << 20,
  'page dump': 16 << 20,
  'cache entry': 256 << 20,
  'git index': 64 << 20,
  'file of the product': 64 << 20,
} as const;

/** Why a document is not read; goes on after its name. */
export const TOO_LARGE_DOCUMENT = `is larger than the ${FILE_LIMITS_BYTES.source >> 20} MiB that a source may have`;

export type FileKind = keyof typeof FILE_LIMITS_BYTES;

/** What a file of a tree is, by its name. */
export function kindOf(path: string): FileKind {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^(Makefile|Kbuild|Kconfig)/.test(name)) return 'makefile';
  if (/^\.config|^config-|\.config$|_defconfig$|^auto(conf\.h|\.conf)$/.test(name)) {
    return 'configuration';
  }
  return 'source';
}
