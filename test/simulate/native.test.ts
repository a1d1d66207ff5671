/**
 * The modelled kernel's lifecycles, compiled by gcc and run under qemu-user, leave the same bytes in every
 * page frame and the same counters as the emulator, with the same boundaries in C on both sides. Pointers
 * to the program's own objects, functions and stack are compared by name.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Simulator } from '../../emulator/src/link/simulator.ts';
import { shorten } from '../../emulator/src/machine/wide.ts';
import { openKernelTree } from '../../server/src/kernel/kernel-tree.ts';
import { simulatedMachines } from '../../server/src/simulate/machines.ts';
import { openKernel } from '../../server/src/simulate/open-kernel.ts';
import { MACHINES, type Machine } from '../model/machines.ts';
import { MODEL } from '../model/model-build.ts';
import { requireOracle } from '../oracles/gcc.ts';
import { NativeKernel, relocated } from './native/build.ts';
import { type Dump, readDump } from './native/dump.ts';

/** The machines that are compared, and how their programs run. */
const RUNS: readonly (readonly [config: string, name: string, emulator: readonly string[]])[] = [
  ['x86_64_full_defconfig', 'x86_64_full', []],
  ['s390_defconfig', 's390', ['qemu-s390x']],
  ['ppc64le_defconfig', 'ppc64le', ['qemu-ppc64le']],
  ['multi_v7_defconfig', 'multi_v7', ['qemu-arm']],
  ['multi_defconfig', 'multi', ['qemu-m68k']],
];

function simulatorFor(machine: Machine, name: string): Simulator {
  const tree = openKernelTree(MODEL);
  assert.ok(tree);
  const [simulated] = simulatedMachines(tree, { tree: MODEL, arch: name });
  assert.ok(simulated);
  const page = join(MODEL, 'arch', machine.arch, 'include/asm/page.h');
  const moved = relocated(readFileSync(page, 'utf8'));
  const overlay = new Map(
    moved === undefined ? [] : [[page, new TextEncoder().encode(moved)] as const],
  );
  return new Simulator(openKernel({ machine: simulated, overlay }));
}

type Symbol = { address: bigint; name: string };

/** The object or function that an address of the native program lies in. */
function nativeName(symbols: readonly Symbol[], stack: bigint, value: bigint): string | undefined {
  if (value > stack - 0x200000n && value < stack + 0x10000n) return 'stack';
  let found: Symbol | undefined;
  for (const symbol of symbols) {
    if (symbol.address > value) break;
    found = symbol;
  }
  const last = symbols[symbols.length - 1];
  if (found === undefined || last === undefined || value > last.address) return undefined;
  // A static variable of a function has a number behind its name.
  return `${found.name.replace(/\.\d+$/, '')}+${value - found.address}`;
}

/** A text has no symbol of its own: it lies somewhere in the program. */
function isSame(mine: string | undefined, native: string | undefined): boolean {
  if (mine === undefined || native === undefined) return false;
  return mine === native || (mine.startsWith('a string literal+') && native !== 'stack');
}

/** Counts the words that differ and are no names of the same thing. */
function differences(
  simulator: Simulator,
  ours: Uint8Array,
  theirs: Uint8Array,
  names: (value: bigint) => string | undefined,
): string[] {
  if (Buffer.compare(ours, theirs) === 0) return [];
  const { target } = simulator.run.machine;
  const word = target.pointerSizeBytes;
  const read = (bytes: Uint8Array, at: number): bigint => {
    const part = [...bytes.subarray(at, at + word)];
    if (!target.bigEndian) part.reverse();
    return part.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  };
  const found: string[] = [];
  for (let at = 0; at + word <= ours.length; at += word) {
    const [mine, native] = [read(ours, at), read(theirs, at)];
    if (mine === native) continue;
    const [a, b] = [simulator.nameOf(shorten(mine)), names(native)];
    if (!isSame(a, b))
      found.push(`at ${at}: 0x${mine.toString(16)} (${a}), native 0x${native.toString(16)} (${b})`);
  }
  return found;
}

function checkSame(
  simulator: Simulator,
  dump: Dump,
  symbols: readonly Symbol[],
  entry: string,
): void {
  const { run } = simulator;
  const names = (value: bigint) => nativeName(symbols, dump.stack, value);
  const { bits } = { bits: 8 * run.machine.target.pointerSizeBytes };
  const counters = [...run.readCounters()].map(([name, value]) => [
    name,
    BigInt.asUintN(bits, BigInt(value)),
  ]);
  assert.deepEqual(counters, [...dump.counters], `${entry}: counters`);
  const { count, pageStructBytes, pageBytes } = run.frames.info;
  const pages = run.memory.peek(run.frames.pageAddress(0), count * pageStructBytes);
  assert.deepEqual(differences(simulator, pages, dump.pages, names), [], `${entry}: struct pages`);
  const empty = new Uint8Array(pageBytes);
  for (let frame = 0; frame < count; frame++) {
    const ours = run.memory.peek(run.frames.memoryAddress(frame), pageBytes);
    const theirs = dump.frames.get(frame) ?? empty;
    assert.deepEqual(differences(simulator, ours, theirs, names), [], `${entry}: frame ${frame}`);
  }
}

describe('lifecycles in the emulator and on a processor', () => {
  for (const [config, name, emulator] of RUNS) {
    it(`leave the same bytes and counters: ${name}`, async function () {
      const machine = MACHINES.find((each) => each.config === config);
      assert.ok(machine);
      requireOracle(this, machine.compiler[0] as string);
      for (const program of emulator) requireOracle(this, program);
      const simulator = simulatorFor(machine, name);
      const list = simulator.list().filter(({ reason }) => reason === undefined);
      const entries = list.map(({ id }) => id);
      const native = await NativeKernel.build(machine, emulator, entries);
      try {
        const symbols = await native.symbols('nm');
        for (const [number, entry] of entries.entries()) {
          const { outcome, findings } = simulator.simulate(entry);
          assert.deepEqual({ outcome, findings }, { outcome: 'completed', findings: [] }, entry);
          checkSame(simulator, readDump(await native.run(number)), symbols, entry);
        }
      } finally {
        native.discard();
      }
    });
  }
});
