/**
 * `ptdesc check` again after one file changed. Kernels are never written to, so it works on a copy of
 * what a check reads: the C files, the makefiles, and the scripts that the makefiles include.
 */
import { appendFileSync, cpSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { KernelBuild } from '../kernels/builds.ts';

/** What a copy holds that is not the whole tree: memory management, one architecture and all headers. */
const SMALL = ['Makefile', 'Kbuild', 'Kconfig', 'include', 'scripts', 'mm', 'kernel', 'arch/x86'];
/** What is worth copying of a folder, and folders themselves: no pictures, no firmware, no texts. */
const READ = /^[^.]+$|\.([chS]|include)$|^(Makefile|Kbuild|Kconfig)/;
const CHANGED = 'mm/memory.c';

/** Copies a kernel, or with `isWhole` false a part of it that can be checked, and returns the copy. */
export function copyKernel(kernel: KernelBuild, folder: string, isWhole: boolean): KernelBuild {
  const tree = join(folder, 'tree');
  mkdirSync(join(tree, 'arch'), { recursive: true });
  const filter = (path: string) => READ.test(basename(path));
  for (const name of isWhole ? readdirSync(kernel.tree) : SMALL)
    cpSync(join(kernel.tree, name), join(tree, name), { recursive: true, filter });
  return { ...kernel, tree };
}

/** Adds a function to a file of a copy, and names the file. */
export function changeFile({ tree }: KernelBuild): string {
  appendFileSync(
    join(tree, CHANGED),
    '\nint added_by_the_benchmark(int value) { return value; }\n',
  );
  return CHANGED;
}
