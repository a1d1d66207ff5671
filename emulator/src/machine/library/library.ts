/** What the C library of `exec` needs from the host; the rest of it is C, in emulator/libc. */

import { longjmp } from '../compile/setjmp.ts';
import { Exit } from '../run/fault.ts';
import type { Native } from '../run/function-entry.ts';
import type { Machine } from '../run/machine.ts';
import type { Value } from '../values/scalar-kind.ts';
import { Heap } from './heap.ts';
import { mathNatives } from './math-natives.ts';

/** Where a program's output goes. */
export interface Host {
  /** @param stream 1 for stdout, 2 for stderr */
  write(stream: number, bytes: Uint8Array): void;
}

/** A result that follows an effect. */
const after = (_done: unknown, value: Value): Value => value;

const num = (v: Value | undefined): number => Number(v ?? 0);

/** What is left of a value that is converted to unsigned char; a builtin's argument may be wider than int. */
const low8 = (v: Value): number => Number(BigInt.asUintN(8, BigInt(v)));

/** The functions that the host performs, by name. */
export function libraryNatives(host: Host): Map<string, Native> {
  return new Map<string, Native>([...memoryNatives(), ...processNatives(host), ...mathNatives()]);
}

function memoryNatives(): [string, Native][] {
  const heaps = new WeakMap<Machine, Heap>();
  const heapOf = (m: Machine): Heap => {
    const heap = heaps.get(m) ?? new Heap(m);
    heaps.set(m, heap);
    return heap;
  };
  return [
    ['malloc', (m, a) => heapOf(m).allocate(num(a[0]), 16)],
    ['calloc', (m, a) => zeroed(m, heapOf(m), num(a[0]) * num(a[1]))],
    ['realloc', (m, a) => heapOf(m).resize(num(a[0]), num(a[1]))],
    ['aligned_alloc', (m, a) => heapOf(m).allocate(num(a[1]), num(a[0]))],
    ['posix_memalign', (m, a) => alignedBlock(m, heapOf(m), a)],
    ['free', (m, a) => heapOf(m).free(num(a[0]))],
    ['memcpy', (m, a) => after(m.memory.copy(num(a[0]), num(a[1]), num(a[2])), a[0])],
    ['memmove', (m, a) => after(m.memory.copy(num(a[0]), num(a[1]), num(a[2])), a[0])],
    ['memset', (m, a) => after(m.memory.fill(num(a[0]), low8(a[1]), num(a[2])), a[0])],
    [
      'mempcpy',
      (m, a) => after(m.memory.copy(num(a[0]), num(a[1]), num(a[2])), num(a[0]) + num(a[2])),
    ],
    ['memcmp', (m, a) => compareBytes(m, num(a[0]), num(a[1]), num(a[2]))],
    ['bcmp', (m, a) => compareBytes(m, num(a[0]), num(a[1]), num(a[2]))],
    ['strlen', (m, a) => length(m, num(a[0]))],
  ];
}

function alignedBlock(m: Machine, heap: Heap, [to, align, size]: readonly Value[]): number {
  const block = heap.allocate(num(size), num(align));
  if (m.target.pointerSizeBytes === 8) m.memory.setU64(num(to), block);
  else m.memory.setU32(num(to), block);
  return block === 0 ? ENOMEM : 0;
}

const ENOMEM = 12;

function zeroed(m: Machine, heap: Heap, sizeBytes: number): number {
  const address = heap.allocate(sizeBytes, 16);
  if (address !== 0) m.memory.fill(address, 0, sizeBytes);
  return address;
}

function length(m: Machine, address: number): number {
  let at = address;
  while (m.memory.u8(at) !== 0) at++;
  return at - address;
}

function compareBytes(m: Machine, a: number, b: number, count: number): number {
  for (let i = 0; i < count; i++) {
    const difference = m.memory.u8(a + i) - m.memory.u8(b + i);
    if (difference !== 0) return difference < 0 ? -1 : 1;
  }
  return 0;
}

/** The status a shell gives a program that SIGABRT ended. */
const ABORTED = 134;

function processNatives(host: Host): [string, Native][] {
  const exit: Native = (_, a) => {
    throw new Exit(num(a[0]) & 255);
  };
  return [
    ['_exit', exit],
    ['_Exit', exit],
    ['abort', () => { throw new Exit(ABORTED); }],
    ['longjmp', longjmp],
    ['_longjmp', longjmp],
    ['siglongjmp', longjmp],
    ['__ptdesc_write', (m, a) => after(host.write(num(a[0]), m.memory.read(num(a[1]), num(a[2]))), a[2])],
    ['__ptdesc_format', (m, a) => formatDouble(m, a)],
    ['__ptdesc_parse', (m, a) => parseDouble(m, a)],
  ]; // biome-ignore format: a table
}

/** `char *buffer, double value, int conversion, int precision`: the digits without padding. */
function formatDouble(m: Machine, [buffer, value, conversion, precision]: readonly Value[]): Value {
  const x = num(value);
  const text = doubleText(Math.abs(x), String.fromCharCode(num(conversion)), num(precision));
  m.memory.write(num(buffer), new TextEncoder().encode(text));
  return text.length;
}

function doubleText(x: number, conversion: string, precision: number): string {
  if (Number.isNaN(x)) return 'nan';
  if (x === Number.POSITIVE_INFINITY) return 'inf';
  const digits = Math.min(precision < 0 ? 6 : precision, 100);
  const fixed = (value: number, places: number): string =>
    value < 1e21 ? value.toFixed(places) : exactDigits(value, places);
  const exponent = (value: number, places: number): string =>
    value.toExponential(places).replace(/e([+-])(\d)$/, 'e$10$2');
  switch (conversion) {
    case 'f': return fixed(x, digits);
    case 'e': return exponent(x, digits);
    default: break;
  } // biome-ignore format: a table
  const significant = digits === 0 ? 1 : digits;
  const scale = x === 0 ? 0 : Number(x.toExponential(significant - 1).split('e')[1]);
  const isFixed = scale >= -4 && scale < significant;
  const text = isFixed ? fixed(x, significant - 1 - scale) : exponent(x, significant - 1);
  return text.includes('.') ? text.replace(/\.?0+(e|$)/, '$1') : text;
}

function exactDigits(value: number, places: number): string {
  return BigInt(value).toString() + (places > 0 ? `.${'0'.repeat(places)}` : '');
}

/** `const char *text, size_t length`: the number at its start. */
function parseDouble(m: Machine, [text, count]: readonly Value[]): Value {
  return Number(new TextDecoder().decode(m.memory.read(num(text), num(count))));
}
