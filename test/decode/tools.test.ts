/** The same 64 bytes as tools print them, on machines of both byte orders: each text gives the same page. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DecodeContext, decodeText } from '../../server/src/decode/decode-page.ts';
import { requireOracle } from '../oracles/gcc.ts';
import { contextOf } from './context-of.ts';
import { DECODE_MACHINES, openMiniKernel, writeMiniKernel } from './mini-kernel.ts';
import { pageBytesOf } from './page-bytes-of.ts';

/** A reserved page with one reference. */
const MEMBERS = {
  'struct page.flags': 0x8000000000000800n,
  'struct page.lru.next': 0xdead000000000100n,
  'struct page.lru.prev': 0xdead000000000122n,
  'struct page.index': 0x145c6b000n,
  'struct page._mapcount.counter': -1n,
  'struct page._refcount.counter': 1n,
};

const ADDRESS = 0xffffea0005171ac0n;
const digits = (value: bigint, size: number) => value.toString(16).padStart(size * 2, '0');

/** Numbers of a size, as the machine has them. */
function numbers(bytes: Uint8Array, size: number, bigEndian: boolean): string[] {
  const found: string[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    const part = [...bytes.subarray(at, at + size)];
    const number = bigEndian ? part : part.reverse();
    found.push(number.map((byte) => byte.toString(16).padStart(2, '0')).join(''));
  }
  return found;
}

/** Rows of 16 bytes, each behind its address. */
function rows(
  list: readonly string[],
  perRow: number,
  row: (at: bigint, words: string[]) => string,
) {
  const found: string[] = [];
  for (let i = 0; i < list.length; i += perRow)
    found.push(row(BigInt((i / perRow) * 16), list.slice(i, i + perRow)));
  return found.join('\n');
}

/** Debuggers, which need a kernel to run on: in their formats. */
function debuggers(bytes: Uint8Array, bigEndian: boolean): Record<string, string> {
  const words = numbers(bytes, 8, bigEndian);
  const halves = numbers(bytes, 4, bigEndian);
  const each = numbers(bytes, 1, bigEndian);
  const hexWords = words.map((word) => `0x${word}`);
  const asciiRow = '   ................';
  return {
    "crash's rd": `crash> rd -64 ffffea0005171ac0 8\n${rows(words, 2, (at, w) => `${digits(ADDRESS + at, 8)}:  ${w.join(' ')}${asciiRow}`)}\ncrash>`,
    "crash's rd -32": rows(
      halves,
      4,
      (at, w) => `${digits(ADDRESS + at, 8)}:  ${w.join(' ')}${asciiRow}`,
    ),
    "gdb's x/8gx": `(gdb) x/8gx 0xffffea0005171ac0\n${rows(words, 2, (at, w) => `0x${digits(ADDRESS + at, 8)} <vmemmap+${at}>:\t0x${w.join('\t0x')}`)}\n(gdb) `,
    "gdb's x/16wx": rows(
      halves,
      4,
      (at, w) => `0x${digits(ADDRESS + at, 8)}:\t0x${w.join('\t0x')}`,
    ),
    "gdb's x/64xb": rows(each, 16, (at, w) => `0x${digits(ADDRESS + at, 8)}:\t0x${w.join('\t0x')}`),
    "gdb's p of an array": `$1 = {${hexWords.join(', ')}}`.replace('$1 = ', ''),
    "lldb's memory read": `(lldb) memory read -s1 -c64 0xffffea0005171ac0\n${rows(each, 16, (at, w) => `0x${digits(ADDRESS + at, 8)}: ${w.join(' ')}  ................`)}`,
    "drgn's hex()": `>>> prog.read(page, 64).hex(' ', 8)\n'${(numbers(bytes, 1, bigEndian).join('').match(/.{16}/g) ?? []).join(' ')}'`,
    "drgn's bytes": `>>> prog.read(page, 64)\nb'${[...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}'`,
    "kdb's md": `[0]kdb> md 0xffffea0005171ac0 4\n${rows(words, 2, (at, w) => `0x${digits(ADDRESS + at, 8)} ${w.join(' ')}   ................`)}`,
    "WinDbg's dq": rows(
      words,
      2,
      (at, w) =>
        `ffffea00\`${digits((ADDRESS + at) & 0xffffffffn, 4)}  ${w.map((x) => `${x.slice(0, 8)}\`${x.slice(8)}`).join(' ')}`,
    ),
  };
}

/** Tools that this machine may have, run on the bytes. */
const TOOLS: readonly (readonly string[])[] = [
  ['xxd'],
  ['xxd', '-p'],
  ['xxd', '-e', '-g8'],
  ['xxd', '-e'],
  ['xxd', '-g1'],
  ['xxd', '-g8'],
  ['hexdump', '-C'],
  ['hexdump'],
  ['od', '-A', 'x', '-t', 'x8'],
  ['od', '-t', 'x8'],
  ['od', '-t', 'x4'],
  ['od', '-t', 'x1'],
  ['od', '-A', 'n', '-t', 'x1'],
  ['od', '-x'],
  ['od', '-t', 'x1z', '-v'],
];

/** Some options print numbers of the order of the machine that runs them: no page of a big-endian one. */
function printsOwnOrder(tool: string, flags: readonly string[]): boolean {
  if (tool === 'xxd') return flags.includes('-e');
  return flags.length === 0 || flags.some((flag) => /^x[48]$|^-x$/.test(flag));
}

describe("a page's bytes as tools print them", () => {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-tools-'));
  after(() => rmSync(folder, { recursive: true }));
  writeMiniKernel(folder, '7');

  for (const machine of DECODE_MACHINES.filter(({ wordBits }) => wordBits === 64)) {
    let context: DecodeContext;
    let bytes: Uint8Array;
    const check = (text: string) => {
      const [dump] = decodeText(context, text);
      assert.ok(dump?.page, `${dump?.problem}\n${text}`);
      const { flags, refcount, mapcount, doubts } = dump.page;
      const names = flags?.names.map(({ name }) => name);
      assert.deepEqual([names, refcount, mapcount, doubts], [['reserved'], 1n, 0n, []], text);
    };
    before(() => {
      context = contextOf(openMiniKernel(folder, machine));
      bytes = pageBytesOf(context.model, machine.bigEndian, 0, MEMBERS);
    });
    it(`are read from debuggers, on ${machine.name}`, () => {
      for (const text of Object.values(debuggers(bytes, machine.bigEndian))) check(text);
    });
    for (const [tool = '', ...flags] of TOOLS) {
      if (machine.bigEndian && printsOwnOrder(tool, flags)) continue;
      it(`are read from ${[tool, ...flags].join(' ')}, on ${machine.name}`, function () {
        requireOracle(this, tool);
        const file = join(folder, 'page.bin');
        writeFileSync(file, bytes);
        check(execFileSync(tool, [...flags, file], { encoding: 'utf8' }));
      });
    }
  }

  it('are said to lack what a record that is cut lacks', () => {
    const [little] = DECODE_MACHINES;
    assert.ok(little);
    const text = `crash> struct page ffffea0005171ac0
struct page {
  flags = 2048,
  {
    {
      lru = {
        next = 0xdead000000000100,
        prev = 0xdead000000000122
      },`;
    const [dump] = decodeText(contextOf(openMiniKernel(folder, little)), text);
    assert.match(dump?.problem ?? '', /without bytes 24-63/);
  });
});
