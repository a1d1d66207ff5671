/**
 * `npm run real-tree-docs -- TREE…`: runs every lifecycle on real trees as they are unpacked, for every
 * architecture that the simulator has boundaries for, and writes the table docs/real-tree-simulations.md.
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { LinkError } from '../emulator/src/link/link-error.ts';
import { Simulator } from '../emulator/src/link/simulator.ts';
import { sourceArchitecture } from '../server/src/kernel/architectures.ts';
import { openKernelTree } from '../server/src/kernel/kernel-tree.ts';
import { openKernel } from '../server/src/simulate/open-kernel.ts';

const ARCHITECTURES =
  'x86_64 i386 arm arm64 loongarch m68k mips parisc powerpc riscv s390 sh sparc64 um'.split(' ');

/** What became of the lifecycles of one architecture of a tree. */
interface Row {
  readonly completed: number;
  readonly found: number;
  readonly unmodelled: readonly string[];
}

function rowOf(tree: string, arch: string): Row {
  const request = { tree, arch };
  const machine = { name: arch, arch: sourceArchitecture(arch), request };
  const simulator = new Simulator(openKernel({ machine }));
  const here = simulator.list().filter(({ reason }) => reason === undefined);
  const results = here.map(({ id }) => simulator.simulate(id));
  simulator.close();
  return {
    completed: results.filter(({ outcome }) => outcome === 'completed').length,
    found: results.filter(({ findings }) => findings.length > 0).length,
    unmodelled: results.flatMap(({ unmodelled }) => unmodelled),
  };
}

function cell(tree: string, arch: string): string {
  try {
    const { completed, found, unmodelled } = rowOf(tree, arch);
    const reasons = [...new Set(unmodelled)].map((what) => `\`${what}\``).join(', ');
    const notes = [
      ...(found > 0 ? [`**${found} with findings**`] : []),
      ...(unmodelled.length > 0 ? [`${unmodelled.length} not modelled: ${reasons}`] : []),
    ];
    return `${completed}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`;
  } catch (error) {
    if (error instanceof LinkError) return 'not set up';
    throw error;
  }
}

function documentOf(trees: readonly string[]): string {
  const versions = trees.map((tree) => openKernelTree(tree)?.version.text ?? tree);
  const lines = [
    '<!-- Written by scripts/real-tree-docs.ts: do not edit. -->',
    '# Lifecycles on real trees',
    '',
    'Every lifecycle that the architecture has, once, on trees as they are unpacked: default configuration, nothing prepared. A cell is the number of lifecycles that ran to their end, with what was found in them or was not modelled.',
    '',
    `| architecture | ${versions.join(' | ')} |`,
    `|---|${'---|'.repeat(versions.length)}`,
    ...ARCHITECTURES.map(
      (arch) => `| ${arch} | ${trees.map((tree) => cell(tree, arch)).join(' | ')} |`,
    ),
    '',
  ];
  return lines.join('\n');
}

const trees = process.argv.slice(2).map((tree) => resolve(tree));
writeFileSync(resolve(import.meta.dirname, '../docs/real-tree-simulations.md'), documentOf(trees));
