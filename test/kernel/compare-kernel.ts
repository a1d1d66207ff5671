/** Compares everything we say about the measured files of one kernel with what the compilers say. */
import { type KernelBuild, measuredUnits } from '../kernels/builds.ts';
import { alignmentAssertions, memberAssertions, refusedAssertions } from '../oracles/alignment.ts';
import { type AccessLine, clangAccesses } from '../oracles/clang-accesses/clang-accesses.ts';
import { dwarfLayouts } from '../oracles/dwarf/dwarf.ts';
import { type KbuildCommand, pathInTree } from '../oracles/kbuild-cmd.ts';
import { mapLimited } from '../oracles/run.ts';
import { compareAccesses, onRecords } from './compare-accesses.ts';
import { compareLayouts } from './compare-layouts.ts';
import { OurLines } from './our-lines.ts';

/** Sums over all files, and every difference in one line. */
export interface KernelComparison {
  files: number;
  problems: string[];
  records: number;
  members: number;
  layoutDifferences: string[];
  typeDifferences: string[];
  alignments: number;
  refused: string[];
  /** The memdescs that were discovered. */
  memdescs: ReadonlySet<string>;
  memdescAccesses: number;
  memdescDifferences: string[];
  accesses: number;
  missed: string[];
  invented: string[];
}

/** The comparison programs run beside us, one file ahead. */
const AT_ONCE = 2;

/** Takes minutes: each file is read by us, by gcc and by clang. @throws when a compiler fails */
export async function compareKernel(kernel: KernelBuild): Promise<KernelComparison> {
  const ours = new OurLines(kernel);
  const sum: KernelComparison = {
    files: 0,
    problems: [],
    records: 0,
    members: 0,
    layoutDifferences: [],
    typeDifferences: [],
    alignments: 0,
    refused: [],
    memdescs: ours.memdescs(),
    memdescAccesses: 0,
    memdescDifferences: [],
    accesses: 0,
    missed: [],
    invented: [],
  };
  await mapLimited(measuredUnits(kernel), AT_ONCE, async (command) => {
    await compareUnitLayouts(kernel, command, ours, sum);
    await compareUnitAccesses(kernel, command, ours, sum);
    sum.problems.push(...ours.problems(pathInTree(command, kernel.tree)));
    sum.files++;
  });
  return sum;
}

async function compareUnitLayouts(
  kernel: KernelBuild,
  command: KbuildCommand,
  ours: OurLines,
  sum: KernelComparison,
): Promise<void> {
  const file = pathInTree(command, kernel.tree);
  const theirs = await dwarfLayouts(kernel, command);
  const mine = ours.layouts(file);
  const { records, members, differences, typeDifferences, unsaid } = compareLayouts(mine, theirs);
  sum.records += records;
  sum.members += members;
  sum.layoutDifferences.push(...differences.map((difference) => `${file}: ${difference}`));
  sum.typeDifferences.push(...typeDifferences.map((difference) => `${file}: ${difference}`));
  const assertions = alignmentAssertions(mine) + unsaid.map(memberAssertions).join('');
  const refused = await refusedAssertions(command, assertions);
  sum.alignments += mine.length;
  sum.refused.push(...refused.map((message) => `${file}: ${message}`));
}

async function compareUnitAccesses(
  kernel: KernelBuild,
  command: KbuildCommand,
  ours: OurLines,
  sum: KernelComparison,
): Promise<void> {
  const file = pathInTree(command, kernel.tree);
  const theirs = await clangAccesses(kernel, command);
  const mine = ours.accesses(file);
  const all = compareAccesses(file, mine, theirs);
  sum.accesses += all.expected;
  sum.missed.push(...all.missed);
  sum.invented.push(...all.invented);
  const limited = (lines: AccessLine[]) => onRecords(lines, sum.memdescs);
  const some = compareAccesses(file, limited(mine), limited(theirs));
  sum.memdescAccesses += some.expected;
  sum.memdescDifferences.push(...some.missed, ...some.invented);
}
