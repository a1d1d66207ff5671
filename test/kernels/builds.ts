/**
 * Which real kernels the tests run on. A kernel is a source tree, a build folder and the
 * configuration that made it. They are found, in this order:
 *
 * 1. `PTDESC_TREE` (and `PTDESC_BUILD` for an `O=` folder): a tree of the developer's own;
 * 2. `PTDESC_KERNELS`: a folder as `provide.ts` makes it;
 * 3. `.vscode-test/kernels` in the checkout, then `ptdesc-explorer-kernels` in the user's cache.
 *
 * Nothing is built here: `npm run provide-kernels` does that.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { missingOracle, type SkippableContext } from '../oracles/gcc.ts';
import { type KbuildCommand, readKbuildCommands } from '../oracles/kbuild-cmd.ts';

/** A prepared kernel with its mm files built. */
export interface KernelBuild {
  /** `defconfig`, `full`, `lockdep`, or `own` for a tree of the developer's. */
  name: string;
  /** The source tree, absolute. */
  tree: string;
  /** The build folder, absolute; the tree itself when built in place. */
  build: string;
}

/** The configurations that provide.ts makes. */
export const CONFIGURATIONS = ['defconfig', 'full', 'lockdep'] as const;
export type ConfigurationName = (typeof CONFIGURATIONS)[number];

/** Kernels that are prepared in another way: with LLVM=1, and in the tree instead of beside it. */
export const OTHER_WAYS = ['clang', 'in-tree'] as const;
export type KernelName = ConfigurationName | (typeof OTHER_WAYS)[number];

/** The files that these are compared by. */
export const SAMPLE_OBJECTS = [
  'mm/memory.o',
  'mm/slub.o',
  'mm/page_alloc.o',
  'arch/x86/mm/pgtable.o',
];

/** Where provide.ts makes a kernel: the tree to read and the folder of its build. */
export function kernelAt(folder: string, tree: string, name: KernelName): KernelBuild {
  if (name !== 'in-tree') return { name, tree, build: join(folder, `build-${name}`) };
  const own = join(folder, 'in-tree');
  return { name, tree: own, build: own };
}

/** The folders whose C files the figures are about. */
export const MEASURED_FOLDERS = ['mm', 'arch/x86/mm'] as const;

const CHECKOUT = resolve(import.meta.dirname, '../..');

/** The folders that may hold kernels made by provide.ts; the first is where it makes them. */
export function kernelFolders(): string[] {
  const chosen = process.env.PTDESC_KERNELS;
  if (chosen !== undefined && chosen !== '') return [resolve(chosen)];
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return [join(CHECKOUT, '.vscode-test/kernels'), join(cache, 'ptdesc-explorer-kernels')];
}

/** The kernels that stand ready, in the order of CONFIGURATIONS; a tree of one's own comes first. */
export function findKernelBuilds(): KernelBuild[] {
  const own = ownTree();
  const folder = kernelFolders().find((candidate) => findTree(candidate) !== undefined);
  const tree = folder === undefined ? undefined : findTree(folder);
  if (folder === undefined || tree === undefined) return own;
  const builds = [...CONFIGURATIONS, ...OTHER_WAYS].map((name) => kernelAt(folder, tree, name));
  return [...own, ...builds.filter(({ build }) => isBuilt(build))];
}

/** The newest unpacked source tree in a folder of kernels. */
export function findTree(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const names = readdirSync(folder).filter((name) => /^linux-\d/.test(name));
  const complete = names.filter((name) => existsSync(join(folder, name, 'mm/memory.c')));
  const newest = complete.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
  return newest === undefined ? undefined : join(folder, newest);
}

/** True when the mm files of a build folder are compiled, so that their commands are recorded. */
function isBuilt(build: string): boolean {
  return existsSync(join(build, 'mm/.memory.o.cmd'));
}

/** What distinguishes this build from any other: kept results hold for the same identity only. */
export function identityOf({ build }: KernelBuild): string {
  const release = readFileSync(join(build, 'include/config/kernel.release'), 'utf8');
  return `${build} ${release} ${readFileSync(join(build, '.config'), 'utf8')}`;
}

function ownTree(): KernelBuild[] {
  const tree = process.env.PTDESC_TREE;
  if (tree === undefined || tree === '') return [];
  const build = process.env.PTDESC_BUILD ?? tree;
  return isBuilt(build) ? [{ name: 'own', tree: resolve(tree), build: resolve(build) }] : [];
}

/**
 * The kernel with this configuration.
 * @throws when it is not there: pending locally, a failure under CI
 */
export function requireKernel(context: SkippableContext, name: KernelName): KernelBuild {
  const found = findKernelBuilds().find((build) => build.name === name);
  if (found !== undefined) return found;
  const how = `npm run provide-kernels -- ${name}`;
  return missingOracle(context, `there is no built ${name} kernel: run \`${how}\``);
}

/** The recorded compilations of the measured folders, sorted by object. */
export function measuredUnits(kernel: KernelBuild): KbuildCommand[] {
  return readKbuildCommands(kernel.build, MEASURED_FOLDERS);
}
