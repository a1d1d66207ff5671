/** A run of the native program: what its calls returned, counters, struct pages, contents of frames. */

/** A call that is over. */
export interface Returned {
  /** The function's name, or `*` and its address in hexadecimal. */
  readonly name: string;
  /** The bytes of its value; empty for void. */
  readonly bytes: Uint8Array;
}

export interface Dump {
  readonly returned: readonly Returned[];
  /** Allocations that the scenario asked for, the failing one included. */
  readonly allocations: number;
  /** The kernel could not go on: panic() or BUG(). */
  readonly isTrapped: boolean;
  readonly counters: ReadonlyMap<string, bigint>;
  readonly prints: readonly string[];
  /** An address in the stack. */
  readonly stack: bigint;
  readonly pages: Buffer;
  /** By number; those that are not there hold zeros. */
  readonly frames: ReadonlyMap<number, Buffer>;
}

/** @throws when the program did not come to its end */
export function readDump(output: Buffer): Dump {
  const counters = new Map<string, bigint>();
  const prints: string[] = [];
  const returned: Returned[] = [];
  const frames = new Map<number, Buffer>();
  let pages: Buffer = Buffer.alloc(0);
  let [stack, numbers, at] = [0n, [] as bigint[], 0];
  let [allocations, isTrapped] = [0, false];
  for (;;) {
    const end = output.indexOf(10, at);
    if (end < 0) throw new Error('the dump has no end');
    const [kind = '', ...words] = output.subarray(at, end).toString('latin1').split(' ');
    at = end + 1;
    if (kind === 'end')
      return { returned, allocations, isTrapped, counters, prints, stack, pages, frames };
    if (kind === 'returned')
      returned.push({ name: words[0] ?? '', bytes: Buffer.from(words[1] ?? '', 'hex') });
    if (kind === 'allocations') allocations = Number.parseInt(words[0] ?? '', 16);
    if (kind === 'trap') isTrapped = true;
    if (kind === 'print') prints.push(words.join(' '));
    if (kind === 'counter') counters.set(words.slice(1).join(' '), BigInt(`0x${words[0]}`));
    if (kind === 'stack') stack = BigInt(`0x${words[0]}`);
    if (kind === 'frames') numbers = words.filter(Boolean).map((word) => BigInt(`0x${word}`));
    if (kind !== 'pages' && kind !== 'frame') continue;
    const [, count = 0n, , , structBytes = 0n, pageBytes = 0n] = numbers;
    const length = Number(kind === 'pages' ? count * structBytes : pageBytes);
    const bytes = output.subarray(at, at + length);
    at += length;
    if (kind === 'pages') pages = bytes;
    else frames.set(Number.parseInt(words[0] ?? '', 16), bytes);
  }
}
