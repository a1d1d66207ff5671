/** Finds the file of a tree that defines a name, by its text first: units are read only when they are likely. */
import { basename, dirname, join } from 'node:path';
import type { Profile } from '../profile/profile.ts';

/** Where the code that page tables pass through is, the nearest first (the kernel's own layout). */
function folders(sourceArch: string): string[] {
  const arch = `arch/${sourceArch}`;
  return [
    'mm', `${arch}/mm`, `${arch}/mm/*`, `${arch}/kernel`, 'lib', 'kernel', 'kernel/locking', 'kernel/rcu', `${arch}/lib`,
    `${arch}/xen`, `${arch}/kernel/cpu`, `${arch}/entry`, 'fs', 'init', 'kernel/sched', 'kernel/time', 'kernel/cgroup',
  ]; // biome-ignore format: a list
}

export class DefinitionSearch {
  private readonly profile: Profile;
  private files: string[] | undefined;
  private readonly texts = new Map<string, string>();

  constructor(profile: Profile) {
    this.profile = profile;
  }

  /** The built files whose text looks as if it defined the name, in the order of their folders. */
  candidates(name: string): string[] {
    this.files ??= this.listFiles();
    const pattern = definitionOf(name);
    const defining = this.files.filter((file) => {
      const text = this.textOf(file);
      return text.includes(name) && pattern.test(text);
    });
    return [...new Set(defining.flatMap((file) => this.builtWith(file)))];
  }

  /** The file itself, or those of its folder that are built and include it: `#include "setup_mm.c"`. */
  private builtWith(file: string): string[] {
    if (this.profile.isBuilt(file)) return [file];
    const include = `#include "${basename(file)}"`;
    const isNear = (other: string): boolean => dirname(other) === dirname(file);
    const includers = (this.files ?? []).filter(
      (other) => isNear(other) && this.textOf(other).includes(include),
    );
    return includers.filter((other) => this.profile.isBuilt(other));
  }

  private listFiles(): string[] {
    const { profile } = this;
    return this.folders().flatMap((path) => {
      const names = profile.fs.list(path).filter((name) => name.endsWith('.c'));
      return names.sort().map((name) => join(path, name));
    });
  }

  /** Absolute; a last part `*` stands for every folder there. */
  private folders(): string[] {
    const { tree, fs, sourceArch } = this.profile;
    return folders(sourceArch).flatMap((folder) => {
      if (!folder.endsWith('/*')) return [join(tree, folder)];
      const parent = join(tree, dirname(folder));
      return fs
        .list(parent)
        .filter((name) => !name.includes('.'))
        .sort()
        .map((name) => join(parent, name));
    });
  }

  private textOf(file: string): string {
    const known = this.texts.get(file) ?? this.profile.fs.readText(file) ?? '';
    this.texts.set(file, known);
    return known;
  }
}

/**
 * A definition at the start of a line: of a function (its parameters are followed by a brace), or of an
 * object (its name is followed by `=`, `[`, `;` or attributes). Macros that define per-cpu objects and
 * exported symbols name them in parentheses.
 */
function definitionOf(name: string): RegExp {
  const functionHead = `^(?!extern|static|#)[A-Za-z_][^;{}=#()]*\\b${name}\\s*\\([^;{}]*\\)[^;{}]*\\{`;
  const object = `^(?!extern|static|#|return|goto)[A-Za-z_][\\w\\s*]*\\b${name}\\b(?:\\[[^\\]]*\\])*(?:\\s+__\\w+(?:\\([^)]*\\))?)*\\s*[=;]`;
  // An attribute that takes the name: `int __bootdata_preserved(name);`.
  const wrapped = `^(?!extern|static|#|return|goto)[A-Za-z_][\\w\\s*]*\\s\\w+\\(${name}\\)(?:\\[[^\\]]*\\])*\\s*[=;]`;
  const macro = `^(?:DEFINE_\\w+|DECLARE_BITMAP)\\((?:[^,()]+,\\s*)*${name}\\b`;
  return new RegExp(`${functionHead}|${object}|${wrapped}|${macro}`, 'm');
}
