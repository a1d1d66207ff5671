/**
 * Provides the real kernels that tests and benchmarks read:
 *
 *     npm run provide-kernels -- [defconfig] [full] [lockdep] [clang] [in-tree]    (default: all)
 *
 * Debian's source package is unpacked once; each configuration gets an `O=` folder in which the mm
 * files are built, so that Kbuild records their exact flags. Every step leaves a stamp: a run that
 * was interrupted goes on where it stopped, and a run with nothing to do ends at once. The folder is
 * `PTDESC_KERNELS`, or `.vscode-test/kernels` in the checkout. Its path is the only thing printed on
 * stdout.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CONFIGURATIONS,
  findTree,
  type KernelBuild,
  type KernelName,
  kernelAt,
  kernelFolders,
  MEASURED_FOLDERS,
  OTHER_WAYS,
  SAMPLE_OBJECTS,
} from './builds.ts';

/** What each configuration adds to the architecture's default, as `scripts/config` takes it. */
const OPTIONS: Partial<Record<KernelName, string[]>> = {
  defconfig: [],
  // Memory control, huge pages, paravirt and Xen: they bring struct ptdesc to its full size and
  // compile deposit, withdraw and the paravirt page-table hooks in. Kconfig offers ZSMALLOC only with
  // ZSWAP.
  full: ['MEMCG', 'TRANSPARENT_HUGEPAGE', 'KSM', 'ZSWAP', 'ZSMALLOC', 'CMA', 'LRU_GEN'].concat([
    'HYPERVISOR_GUEST',
    'PARAVIRT',
    'XEN',
    'XEN_PV',
  ]),
  // A spinlock larger than a long: page-table locks are allocated apart.
  lockdep: ['PROVE_LOCKING'],
};

const PACKAGE = 'linux-source-6.12';
const ARCHIVE = `/usr/src/${PACKAGE}.tar.xz`;

/**
 * Makes the kernels that are missing and returns all that were asked for.
 * @throws when a step fails; the message is the last lines of its output
 */
export function provideKernels(names: readonly KernelName[]): KernelBuild[] {
  const folder = folderToUse();
  mkdirSync(folder, { recursive: true });
  const tree = findTree(folder) ?? unpackSource(folder);
  return names.map((name) => buildKernel(folder, kernelAt(folder, tree, name)));
}

/** The folder that already holds a tree, or else the first choice. */
function folderToUse(): string {
  const folders = kernelFolders();
  return folders.find((folder) => findTree(folder) !== undefined) ?? (folders[0] as string);
}

/** Unpacks Debian's source beside its final place and moves it there: a half tree is never found. */
function unpackSource(folder: string): string {
  if (!existsSync(ARCHIVE)) throw new Error(`${ARCHIVE} is missing: apt-get install ${PACKAGE}`);
  const partial = join(folder, '.unpacking');
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial);
  run(['tar', '-xJf', ARCHIVE, '-C', partial], folder);
  const [top = ''] = readdirSync(partial);
  const tree = join(folder, 'linux-6.12');
  renameSync(join(partial, top), tree);
  rmSync(partial, { recursive: true });
  return tree;
}

/** Configures, prepares and builds; each step once. Returns the build folder. */
function buildKernel(folder: string, kernel: KernelBuild): KernelBuild {
  const { name, tree, build } = kernel;
  if (name === 'in-tree') linkTree(folder, tree);
  mkdirSync(build, { recursive: true });
  const place = name === 'in-tree' ? [] : [`O=${build}`];
  const compiler = name === 'clang' ? ['LLVM=-19'] : [];
  const make = (...goals: string[]): void =>
    run(['make', '-s', '-C', tree, ...place, 'ARCH=x86_64', ...compiler, '-j2', ...goals], tree);
  const options = OPTIONS[name as KernelName] ?? [];
  const isMeasured = name in OPTIONS;
  once(build, 'configured', () => {
    make('defconfig');
    if (options.length > 0) enableOptions(tree, build, options);
    make('olddefconfig');
    requireOptions(build, options);
  });
  once(build, 'prepared', () => make('prepare'));
  const goals = isMeasured ? MEASURED_FOLDERS.map((goal) => `${goal}/`) : SAMPLE_OBJECTS;
  once(build, 'built', () => make(...goals));
  if (isMeasured) once(build, 'database', () => writeCompileCommands(tree, build));
  return kernel;
}

/** A tree of its own out of hard links: what make writes is new there and leaves the source alone. */
function linkTree(folder: string, tree: string): void {
  if (existsSync(tree)) return;
  const partial = join(folder, '.linking');
  rmSync(partial, { recursive: true, force: true });
  run(['cp', '-al', findTree(folder) as string, partial], folder);
  renameSync(partial, tree);
}

/** Switches options on in a `.config`, without their dependencies: olddefconfig settles those. */
function enableOptions(tree: string, build: string, options: readonly string[]): void {
  const enable = options.flatMap((option) => ['-e', option]);
  run([join(tree, 'scripts/config'), '--file', join(build, '.config'), ...enable], tree);
}

/** Kconfig drops what its dependencies do not allow without a word: that must not go unseen. */
function requireOptions(build: string, options: readonly string[]): void {
  const check = spawnSync('grep', ['-oE', '^CONFIG_[A-Z0-9_]+=y', join(build, '.config')]);
  const enabled = new Set(check.stdout.toString().split('\n'));
  const missing = options.filter((option) => !enabled.has(`CONFIG_${option}=y`));
  if (missing.length > 0) throw new Error(`${build}: Kconfig dropped ${missing.join(', ')}`);
}

/** clangd's database: the product itself needs none, the comparison with clangd does. */
function writeCompileCommands(tree: string, build: string): void {
  const script = join(tree, 'scripts/clang-tools/gen_compile_commands.py');
  run(['python3', script, '-d', build, '-o', join(build, 'compile_commands.json')], build);
}

/** Runs a step unless its stamp is there. */
function once(build: string, step: string, action: () => void): void {
  const stamp = join(build, `.ptdesc-${step}`);
  if (existsSync(stamp)) return;
  process.stderr.write(`${build}: ${step} ...\n`);
  action();
  writeFileSync(stamp, '');
}

function run(argv: readonly string[], cwd: string): void {
  const [program = '', ...rest] = argv;
  const result = spawnSync(program, rest, { cwd, maxBuffer: 1 << 28 });
  if (result.status === 0) return;
  const said = result.error?.message ?? `${result.stdout}${result.stderr}`;
  throw new Error(`${argv.join(' ')} failed:\n${said.split('\n').slice(-20).join('\n')}`);
}

/**
 * The command line: names of configurations, none for all. With `--if-possible` a machine without
 * Debian's source package or a compiler is told so in one line; tests then say what they lack.
 */
function main(words: readonly string[]): void {
  const wanted = words.filter((word) => word !== '--if-possible');
  const known: readonly KernelName[] = [...CONFIGURATIONS, ...OTHER_WAYS];
  const unknown = wanted.find((word) => !known.some((name) => name === word));
  if (unknown !== undefined) throw new Error(`unknown configuration ${unknown}`);
  const names = known.filter((name) => wanted.length === 0 || wanted.includes(name));
  try {
    provideKernels(names);
  } catch (error) {
    if (wanted.length === words.length) throw error;
    process.stderr.write(`no real kernels: ${error instanceof Error ? error.message : error}\n`);
    return;
  }
  process.stdout.write(`${folderToUse()}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(process.argv.slice(2));
