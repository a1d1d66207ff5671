import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readInto } from '../files/regular-file.ts';

/** More files than this in a folder are not looked at: it may be someone's home. */
const MAX_FILES = 500;

/** The heading is in the first lines. */
const HEAD_BYTES = 1024;

/** What configurations are called: `.config.old`, `config-6.12.5-amd64`, `s390-debug.config`. */
const NAMES = /^\.?config[-.]|[-.]config$/;

/**
 * Whether a text is a configuration with every symbol in it, as Kconfig writes it (conf_write_heading in
 * scripts/kconfig/confdata.c). A defconfig and a fragment hold what was chosen only: what Kconfig would
 * make of it is not computed here.
 */
export function isWholeConfiguration(text: string): boolean {
  const head = text.slice(0, HEAD_BYTES);
  return (
    head.includes('Automatically generated file; DO NOT EDIT.') &&
    /^\s*[#*]\s*Linux\/\w+ .*Configuration$/m.test(head)
  );
}

/** The whole configurations in a folder beside its `.config`, which is a build's own; sorted. */
export function knownConfigurations(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && NAMES.test(entry.name) && entry.name !== '.config')
      .slice(0, MAX_FILES)
      .map((entry) => join(folder, entry.name))
      .filter((path) => isWholeConfiguration(headOf(path)))
      .sort();
  } catch {
    return [];
  }
}

function headOf(path: string): string {
  const bytes = Buffer.alloc(HEAD_BYTES);
  return bytes.toString('latin1', 0, readInto(bytes, path, 'configuration') ?? 0);
}
