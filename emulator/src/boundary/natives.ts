/** What the boundaries' C asks of the emulator itself: memory, printing, and the kernel's last words. */
import type { KernelRun } from '../checks/kernel-run.ts';
import { Fault } from '../machine/run/fault.ts';
import type { Native } from '../machine/run/function-entry.ts';
import type { Machine } from '../machine/run/machine.ts';
import type { Value } from '../machine/values/scalar-kind.ts';
import { shorten } from '../machine/values/wide.ts';
import { Frames } from './frames.ts';
import { SlabObjects } from './slab-objects.ts';

/** Where memory goes for which the kernel has no address of its own: below all windows. */
const MAPS_START = 0x20000000;

/** Who hears what the run prints and expects. */
export interface Listener {
  printed(text: string): void;
  /** A scenario's own expectation does not hold. */
  disappointed(what: string, file: string, line: number): void;
}

const number = (value: Value | undefined): number => Number(value ?? 0);

/** The functions that a simulated kernel finds, by name. */
export function boundaryNatives(current: () => KernelRun, listener: Listener): Map<string, Native> {
  let next = MAPS_START;
  const objects = new SlabObjects();
  const map: Native = (machine, [address = 0, size = 0]) => {
    const at = address === 0 ? next : address;
    if (address === 0) next += Math.ceil(number(size) / 65536 + 1) * 65536;
    return mapMemory(machine, at, number(size));
  };
  return new Map<string, Native>([
    ['ptdesc_map', map],
    ['ptdesc_frames', (machine, args) => setFrames(current(), machine, args)],
    ['ptdesc_counter', (machine, args) => addCounter(current(), machine, args)],
    ['ptdesc_blocking', (_, [gfp = 0]) => { current().lives.blockingGfp = number(gfp); return 0; }],
    ['ptdesc_print', (_, [text = 0, length = 0]) => { listener.printed(printedText(current(), text, number(length))); return 0; }],
    ['ptdesc_expect', (_, args) => expect(current(), listener, args)],
    ['ptdesc_bug', (_, args) => bug(current(), args)],
    ['ptdesc_warn', (_, [file = 0, line = 0]) => { warn(current(), file, line); return 0; }],
    ['ptdesc_indeterminate', (machine, [at = 0, size = 0]) => { machine.watch?.forget(machine.memory.near(at), number(size)); return 0; }],
    ['ptdesc_object_memory', (machine, [start = 0, size = 0]) => { objects.place(machine, start, number(size)); return 0; }],
    ['ptdesc_object_alloc', (machine, args) => objects.allocate(machine, number(args[0]), number(args[1]))],
    ['ptdesc_object_free', (machine, args) => objects.free(machine, args[0] ?? 0)],
    ['__bug', (_, args) => bug(current(), args)],
    ['__warn', (_, [file = 0, line = 0]) => { warn(current(), file, line); return 0; }],
    ['dump_stack', () => 0],
    ['print_hex_dump', () => 0],
  ]); // biome-ignore format: a table
}

/** What the machine does at once (lib/string.c): loops over bytes would be most of every run. */
export const MEMORY_FUNCTIONS: ReadonlyMap<string, Native> = new Map<string, Native>([
  ['memset', (m, [to, value, size]) => { m.memory.fill(to as number, number(value) & 255, number(size)); return to; }],
  ['memcpy', (m, [to, from, size]) => { m.memory.copy(to as number, from as number, number(size)); return to; }],
  ['memmove', (m, [to, from, size]) => { m.memory.copy(to as number, from as number, number(size)); return to; }],
  ['memset16', (m, args) => filled(m, args, 2)],
  ['memset32', (m, args) => filled(m, args, 4)],
  ['memset64', (m, args) => filled(m, args, 8)],
  ['memset_l', (m, args) => filled(m, args, m.target.longSizeBytes)],
]); // biome-ignore format: a table

/** `memset64(to, value, count)` and its kin (include/linux/string.h): one store of all of it. */
function filled(machine: Machine, [to, value, count]: readonly Value[], sizeBytes: number): Value {
  const pattern = BigInt.asUintN(8 * sizeBytes, BigInt(value));
  const { bigEndian } = machine.target;
  const bytes = new Uint8Array(number(count) * sizeBytes);
  for (let i = 0; i < Math.min(sizeBytes, bytes.length); i++) {
    const byte = bigEndian ? sizeBytes - 1 - i : i;
    bytes[i] = Number((pattern >> BigInt(8 * byte)) & 255n);
  }
  for (let done = sizeBytes; done < bytes.length; done *= 2) bytes.copyWithin(done, 0, done);
  machine.memory.write(to as number, bytes);
  return to;
}

/** Memory that holds zeros, and belongs to the kernel. */
function mapMemory(machine: Machine, at: Value, sizeBytes: number): Value {
  machine.memory.mapFar(at, sizeBytes);
  const near = machine.memory.near(at);
  const start = near - (near % 8);
  machine.watch?.addObject(start, sizeBytes + (near - start), 'memory of the kernel');
  return at;
}

function setFrames(run: KernelRun, machine: Machine, args: readonly Value[]): Value {
  const [firstPage, count, firstPfn, memory, pageStructBytes, pageBytes] = args;
  const info = {
    firstPage,
    count: number(count),
    firstPfn: number(firstPfn),
    memory,
    pageStructBytes: number(pageStructBytes),
    pageBytes: number(pageBytes),
  };
  run.memory.setFrames(new Frames(info, machine.memory));
  return 0;
}

function addCounter(run: KernelRun, machine: Machine, args: readonly Value[]): Value {
  const [name = 0, address = 0, size = 0] = args;
  run.memory.counters.push({
    name: run.memory.text(name),
    address: machine.memory.near(address),
    sizeBytes: number(size),
  });
  return 0;
}

function printedText(run: KernelRun, at: Value, length: number): string {
  const near = run.machine.memory.near(at);
  const text = new TextDecoder('latin1').decode(run.memory.bytes.peek(near, length));
  // The level: a byte that prints nothing and a digit, or the digit alone in the modelled kernel.
  const start = text.charCodeAt(0) === 1 ? 1 : 0;
  return text
    .slice(start)
    .replace(/^[0-7c]/, '')
    .trimEnd();
}

function expect(run: KernelRun, listener: Listener, args: readonly Value[]): Value {
  const [holds, what = 0, file = 0, line = 0] = args;
  if (BigInt.asIntN(32, BigInt(holds ?? 0)) === 0n)
    listener.disappointed(run.memory.text(what), run.memory.text(file), number(line));
  return 0;
}

function warn(run: KernelRun, file: Value, line: Value): void {
  run.warned(run.memory.text(file), number(line));
}

function bug(run: KernelRun, [file = 0, line = 0]: readonly Value[]): never {
  throw new Fault(
    'trap',
    `kernel BUG at ${run.memory.text(file)}:${number(shorten(BigInt(line)))}`,
  );
}
