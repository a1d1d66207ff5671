import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { modelTree } from '../../server/src/kernel/model-tree.ts';
import { findKernelBuilds } from '../kernels/builds.ts';

/** A kernel tree to edit in. */
export interface EditedTree {
  readonly name: string;
  readonly tree: string;
  /** The editor's `ptdesc` section, and others to switch to. */
  readonly settings: readonly object[];
  /** True where files on disk may be changed. */
  readonly isCopy: boolean;
  /** Files that are edited, below the tree. */
  readonly files: readonly string[];
}

/** What a copy of a real tree needs for its own files to be read, beside what Kconfig reads. */
const COPIED = ['include', 'mm', 'kernel', 'lib', 'scripts', 'init', 'Makefile', 'Kbuild'];

const MM_FILES = [
  'mm/memory.c',
  'include/linux/mm.h',
  'mm/slub.c',
  'include/linux/mm_types.h',
  'mm/slab.h',
  'mm/page_alloc.c',
];

/** A copy of the modelled kernel. */
export function modelCopy(): EditedTree {
  const tree = mkdtempSync(join(tmpdir(), 'ptdesc-hold-model-'));
  cpSync(modelTree(), tree, { recursive: true });
  const files = globSync('{mm,include/linux,arch/x86/mm}/*.{c,h}', { cwd: tree }).sort();
  return {
    name: 'model',
    tree,
    isCopy: true,
    files,
    settings: [{ arch: 'x86_64' }, { arch: 's390' }],
  };
}

/**
 * The real kernels that are here: as they were built, and unprepared copies of parts of them and of the
 * trees that PTDESC_MORE_TREES names.
 */
export function realTrees(): EditedTree[] {
  const [build] = findKernelBuilds();
  const full = findKernelBuilds().find(({ name }) => name === 'full');
  if (build === undefined) return [];
  const { tree } = build;
  const settings = [{ build: build.build }, ...(full === undefined ? [] : [{ build: full.build }])];
  const built = { name: `built ${tree}`, tree, settings, isCopy: false };
  const others = [tree, ...(process.env.PTDESC_MORE_TREES?.split(':') ?? [])];
  return [
    { ...built, files: [...MM_FILES, 'arch/x86/include/asm/pgalloc.h', 'fs/proc/task_mmu.c'] },
    ...others.map((each, index) => partOf(each, index % 2 === 0 ? 'arm64' : 'x86')),
  ];
}

function partOf(from: string, arch: string): EditedTree {
  const tree = mkdtempSync(join(tmpdir(), 'ptdesc-hold-part-'));
  for (const path of [...COPIED, `arch/${arch}`, 'arch/Kconfig']) {
    if (!existsSync(join(from, path))) continue;
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    cpSync(join(from, path), join(tree, path), { recursive: true, verbatimSymlinks: true });
  }
  for (const path of globSync('**/Kconfig*', { cwd: from })) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    cpSync(join(from, path), join(tree, path));
  }
  const files = [...MM_FILES, `arch/${arch}/mm/${arch === 'arm64' ? 'mmu.c' : 'pgtable.c'}`];
  const settings = [{ arch }];
  return { name: `part of ${from}, ${arch}`, tree, settings, isCopy: true, files };
}
