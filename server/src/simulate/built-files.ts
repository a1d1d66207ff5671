import { dirname, join } from 'node:path';
import type { Profile } from '../profile/profile.ts';

/** Lines of makefiles that name what a folder builds: `obj-y += a.o b/`. */
const OBJECTS = /^obj-(?:y|\$\(CONFIG_(\w+)\))\s*[:+]?=\s*(.*)$/gm;

/** Built by the kernel's own build only: its assembly is read, it is never linked. */
const NOT_LINKED = new Set(['kernel/bounds.c']);

/**
 * The `.c` files that the modelled kernel builds for a profile (absolute paths), from the obj- lines of
 * its makefiles, which are as simple as this reading of them.
 */
export function modelFiles(profile: Profile): string[] {
  const folders = ['kernel', 'lib', 'mm', `arch/${profile.sourceArch}`];
  return folders
    .flatMap((folder) => filesOf(profile, folder))
    .filter((file) => !NOT_LINKED.has(file))
    .map((file) => join(profile.tree, file));
}

function filesOf(profile: Profile, folder: string): string[] {
  const names = ['Kbuild', 'Makefile'].map((name) => join(profile.tree, folder, name));
  const path = names.find((name) => profile.fs.isFile(name));
  const text = (path && profile.fs.readText(path)) ?? '';
  const files: string[] = [];
  for (const [, symbol, objects = ''] of text.matchAll(OBJECTS)) {
    if (symbol !== undefined && !profile.config.isSet(symbol)) continue;
    for (const object of objects.trim().split(/\s+/)) {
      const below = `${folder}/${object}`;
      if (object.endsWith('/')) files.push(...filesOf(profile, dirname(`${below}x`)));
      else files.push(below.replace(/\.o$/, '.c'));
    }
  }
  return files;
}
