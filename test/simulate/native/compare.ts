/** A run of the emulator beside the same run of a processor. */
import assert from 'node:assert/strict';
import type { Simulator } from '../../../emulator/src/link/simulator.ts';
import { SHADOW_PAGE_BYTES } from '../../../emulator/src/machine/memory/shadow-page.ts';
import { shorten } from '../../../emulator/src/machine/values/wide.ts';
import type { Dump, Returned } from './dump.ts';

export type Symbol = { readonly address: bigint; readonly name: string };

/** What a native program and the emulator call the same thing. */
export class Names {
  private readonly simulator: Simulator;
  private readonly symbols: readonly Symbol[];

  /** @param symbols of the native program, in the order of their addresses */
  constructor(simulator: Simulator, symbols: readonly Symbol[]) {
    this.simulator = simulator;
    this.symbols = symbols;
  }

  /** The object or function that an address of the native program lies in. */
  private native(stack: bigint, value: bigint): string | undefined {
    if (value > stack - 0x200000n && value < stack + 0x10000n) return 'stack';
    const last = this.symbols.at(-1);
    if (last === undefined || value > last.address) return undefined;
    let [low, high] = [0, this.symbols.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.symbols[middle] as Symbol).address <= value) low = middle + 1;
      else high = middle;
    }
    const found = this.symbols[low - 1];
    // A static variable of a function has a number behind its name.
    return found && `${found.name.replace(/\.\d+$/, '')}+${value - found.address}`;
  }

  functionAt(address: bigint): string {
    return this.native(0n, address)?.replace(/\+0$/, '') ?? `0x${address.toString(16)}`;
  }

  /** The words that differ and are no names of the same thing. */
  differences(stack: bigint, ours: Uint8Array, theirs: Uint8Array): string[] {
    if (Buffer.compare(ours, theirs) === 0) return [];
    const word = this.simulator.run.machine.target.pointerSizeBytes;
    if (ours.length !== theirs.length || ours.length % word !== 0)
      return [`${hexadecimal(ours)}, native ${hexadecimal(theirs)}`];
    const found: string[] = [];
    for (let at = 0; at < ours.length; at += word) {
      const [mine, native] = [this.number(ours, at), this.number(theirs, at)];
      const [a, b] = [this.simulator.nameOf(shorten(mine)), this.native(stack, native)];
      if (mine !== native && !isSame(a, b))
        found.push(
          `at ${at}: 0x${mine.toString(16)} (${a}), native 0x${native.toString(16)} (${b})`,
        );
    }
    return found;
  }

  private number(bytes: Uint8Array, at: number): bigint {
    const { target } = this.simulator.run.machine;
    const part = [...bytes.subarray(at, at + target.pointerSizeBytes)];
    if (!target.bigEndian) part.reverse();
    return part.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  }
}

/** A text has no symbol of its own: it lies somewhere in the program. */
function isSame(mine: string | undefined, native: string | undefined): boolean {
  if (mine === undefined || native === undefined) return false;
  return mine === native || (mine.startsWith('a string literal+') && native !== 'stack');
}

function hexadecimal(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex') || 'nothing';
}

/** Every call that came to its end, in order, and its value. */
export function checkReturned(names: Names, ours: readonly Returned[], dump: Dump): void {
  const theirs = dump.returned;
  for (const [i, mine] of ours.entries()) {
    const other = theirs[i];
    const name = other?.name.startsWith('*')
      ? names.functionAt(BigInt(`0x${other.name.slice(1)}`))
      : other?.name;
    const before = ours.slice(Math.max(0, i - 3), i).map((each) => each.name);
    const place = `call ${i} (after ${before.join(', ')})`;
    assert.equal(name, mine.name, `${place} is of ${mine.name}, native of ${name}`);
    const found = names.differences(dump.stack, mine.bytes, other?.bytes ?? new Uint8Array());
    assert.deepEqual(found, [], `${place}: ${mine.name} returned`);
  }
  assert.equal(
    theirs.length,
    ours.length,
    `native calls behind the last: ${theirs[ours.length]?.name}`,
  );
}

/** Counters, struct pages, and the contents of all page frames. */
export function checkMemory(simulator: Simulator, names: Names, dump: Dump): void {
  const { run } = simulator;
  const bits = 8 * run.machine.target.pointerSizeBytes;
  const counters = [...run.memory.readCounters()].map(
    ([name, value]) => [name, BigInt.asUintN(bits, BigInt(value))] as const,
  );
  assert.deepEqual(counters, [...dump.counters], 'counters');
  const { count, pageStructBytes, pageBytes } = run.frames.info;
  const pages = run.memory.bytes.peek(run.frames.pageAddress(0), count * pageStructBytes);
  assert.deepEqual(names.differences(dump.stack, pages, dump.pages), [], 'struct pages');
  const empty = new Uint8Array(pageBytes);
  for (let frame = 0; frame < count; frame++) {
    const start = run.frames.memoryAddress(frame);
    const theirs = dump.frames.get(frame) ?? empty;
    if (theirs === empty && !wasTouched(simulator, start, pageBytes)) continue;
    const ours = run.memory.bytes.peek(start, pageBytes);
    assert.deepEqual(names.differences(dump.stack, ours, theirs), [], `frame ${frame}`);
  }
}

/** Memory that the emulator never touched holds zeros. */
function wasTouched({ run }: Simulator, start: number, sizeBytes: number): boolean {
  for (let at = start; at < start + sizeBytes; at += SHADOW_PAGE_BYTES)
    if (run.memory.bytes.shadow.existing(at)) return true;
  return false;
}
