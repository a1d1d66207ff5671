/** Which symbol of Kconfig a word stands for. */

/** True for the files that declare symbols. */
export function isKconfigFile(path: string | undefined): boolean {
  return path !== undefined && /\/Kconfig[^/]*$/.test(path);
}

/**
 * The symbol's name without `CONFIG_`; undefined for a word that is none. Kconfig files write the bare
 * name, everything else `CONFIG_` before it, and autoconf.h `_MODULE` behind what is a module.
 */
export function configSymbolOf(word: string, path: string | undefined): string | undefined {
  const [, prefixed] = /^CONFIG_(\w+)$/.exec(word) ?? [];
  if (prefixed !== undefined) return prefixed;
  return isKconfigFile(path) && /^\w+$/.test(word) ? word : undefined;
}
