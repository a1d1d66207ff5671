/**
 * The modelled kernel's lifecycles, compiled by gcc and run under qemu-user, do the same as in the emulator,
 * with the same boundaries in C on both sides, and with each of their allocations failing in turn.
 * Compared are: every call that is made from the start of a lifecycle to its end, in order, with the
 * bytes of what it returned (of the kernel's interface and inside it, the scenarios' own functions
 * too); how many allocations there were; how the run ended; the counters; every byte of every struct page
 * and of every page frame. Page frames, struct pages and objects of slabs have the same addresses on both
 * sides, so pointers to them are compared as they are; those to the program's own objects and functions by
 * name and offset, those to the stack as being that. What the machine itself does (memset() and the
 * like, printing) returns nothing that is compared.
 */
import assert from 'node:assert/strict';
import { MACHINES, type Machine } from '../model/machines.ts';
import { requireOracle, type SkippableContext } from '../oracles/gcc.ts';
import { NativeKernel } from './native/build.ts';
import { checkMemory, checkReturned, Names } from './native/compare.ts';
import { readDump } from './native/dump.ts';
import { type Edit, kernelFor, ListeningSimulator } from './native/listening-simulator.ts';

/** A machine that is compared, and how its programs run. */
type Comparison = readonly [config: string, name: string, emulator: readonly string[]];

const X86: Comparison = ['x86_64_full_defconfig', 'x86_64_full', []];

const RUNS: readonly Comparison[] = [
  X86,
  ['x86_64_lockdep_defconfig', 'x86_64_lockdep', []],
  ['i386_pae_defconfig', 'i386_pae', []],
  ['arm64_defconfig', 'arm64', ['qemu-aarch64']],
  ['riscv64_defconfig', 'riscv64', ['qemu-riscv64']],
  ['s390_defconfig', 's390', ['qemu-s390x']],
  ['ppc64_defconfig', 'ppc64', ['qemu-ppc64']],
  ['ppc64_4k_defconfig', 'ppc64_4k', ['qemu-ppc64']],
  ['ppc64le_defconfig', 'ppc64le', ['qemu-ppc64le']],
  ['multi_v7_defconfig', 'multi_v7', ['qemu-arm']],
  ['multi_defconfig', 'multi', ['qemu-m68k']],
];

/** Compares a lifecycle without a failure and with each. @returns how many runs that were */
async function compareRuns(
  simulator: ListeningSimulator,
  native: NativeKernel,
  names: Names,
  [number, entry]: readonly [number, string],
): Promise<number> {
  for (let [fail, allocations] = [0, 0]; ; fail++) {
    if (fail > allocations) return fail;
    simulator.calls.length = 0;
    const result = simulator.simulate(entry, fail === 0 ? {} : { fail });
    const dump = readDump(await native.run(number, fail));
    const title = `${entry}, ${fail === 0 ? 'no failure' : `failure ${fail}`}`;
    try {
      assert.deepEqual(result.findings, []);
      assert.equal(dump.isTrapped ? 'fault' : 'completed', result.outcome);
      assert.equal(dump.allocations, result.allocations, 'allocations');
      assert.deepEqual(
        dump.prints.filter((text) => text.startsWith('expected')),
        [],
      );
      checkReturned(names, simulator.calls, dump);
      checkMemory(simulator, names, dump);
    } catch (error) {
      if (error instanceof Error) error.message = `${title}: ${error.message}`;
      throw error;
    }
    if (fail === 0) allocations = result.allocations;
  }
}

/**
 * Compares lifecycles of a machine, those of its list unless some are named.
 * @param edit makes the emulator's kernel another one than the processor's
 */
async function compareMachine(
  context: SkippableContext,
  [config, name, emulator]: Comparison,
  only?: readonly string[],
  edit?: Edit,
): Promise<void> {
  const machine = MACHINES.find((each) => each.config === config) as Machine;
  requireOracle(context, machine.compiler[0] as string);
  for (const program of emulator) requireOracle(context, program);
  const kernel = kernelFor(machine, name, edit);
  const simulator = new ListeningSimulator(kernel);
  const list = simulator.list().filter(({ reason }) => reason === undefined);
  const entries = only ?? list.map(({ id }) => id);
  const { target } = kernel;
  const native = await NativeKernel.build(machine, { target, emulator, entries });
  try {
    const names = new Names(simulator, await native.symbols('nm'));
    let runs = 0;
    for (const each of entries.entries()) runs += await compareRuns(simulator, native, names, each);
    assert.ok(runs > 2 * entries.length, `only ${runs} runs`);
  } finally {
    native.discard();
  }
}

describe('lifecycles in the emulator and on a processor', () => {
  for (const each of RUNS) {
    it(`return the same and leave the same bytes, also without memory: ${each[1]}`, function () {
      return compareMachine(this, each);
    });
  }

  it('differ when one function returns something else', async function () {
    const end = (value: number) => `free_page((unsigned long)pte);\n\treturn ${value};`;
    const edit = { file: 'arch/x86/mm/pgtable.c', from: end(1), to: end(2) };
    const differ = compareMachine(this, X86, ['kernel-tables'], edit);
    await assert.rejects(
      differ,
      /kernel-tables, no failure: call \d+ .*: pmd_free_pte_page returned/,
    );
  });

  it('differ when only a failure of memory leads elsewhere', async function () {
    const call = '\ttlb_remove_table_sync_one();\n\t__tlb_remove_table(table);';
    const edit = { file: 'mm/mmu_gather.c', from: call, to: '\t__tlb_remove_table(table);' };
    const differ = compareMachine(this, X86, ['pte-gather'], edit);
    await assert.rejects(differ, /pte-gather, failure 2: call \d+ .* native of smp_call_function/);
  });

  it('differ when a byte of a struct page is another one', async function () {
    const call = 'ptdesc->pmd_huge_pte = NULL;';
    const edit = {
      file: 'include/linux/mm.h',
      from: call,
      to: `${call} ptdesc->pt_mm = (void *)ptdesc;`,
    };
    await assert.rejects(compareMachine(this, X86, ['pmd'], edit), /pmd, no failure: struct pages/);
  });
});
