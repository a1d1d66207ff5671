import assert from 'node:assert/strict';
import { dwarfLayoutsOf } from '../../../test/oracles/dwarf/dwarf.ts';
import { requireOracle } from '../../../test/oracles/gcc.ts';
import { findTarget } from '../../src/targets/all-targets.ts';
import type { Target } from '../../src/targets/target.ts';
import { recordName } from '../../src/types/type-name.ts';
import type { TranslationUnit } from '../../src/unit/translation-unit.ts';
import { unitOf } from '../kit.ts';
import { type AbiCompiler, COMPILER_OF_ABI, runCompiler } from '../targets/compilers.ts';
import { randomRecords } from './random-records.ts';

/**
 * Compilers whose debug information cannot be read from an object file (sh and mips64 have relocations
 * in it) or that Debian has no gcc for: they check sizes, alignments and offsets as assertions.
 */
const CHECKERS: readonly AbiCompiler[] = [
  ['sh4-linux-gnu-gcc', 'sh'],
  // Its object files have relocations that no reader of DWARF knows.
  ['arc-linux-gnu-gcc', 'arc', '-mcpu=hs38'],
  ['mips64-linux-gnuabi64-gcc', 'mips64'],
  ['clang-19', 'loongarch64', '--target=loongarch64-linux-gnu'],
  ['clang-19', 'riscv64', '--target=riscv64-linux-gnu'],
  ['clang-19', 'x86_64', '--target=x86_64-linux-gnu'],
];

const RECORDS = 400;

/** `struct r3 24: m1@0+8 m2@64+32:` for every record of a unit. */
function ours(unit: TranslationUnit): Map<string, string> {
  const lines = new Map<string, string>();
  for (const record of unit.records) {
    if (record.tag === undefined) continue;
    const members = unit
      .flatten(record)
      .map((m) => `${m.path}@${m.offsetBits}+${m.sizeBits}${m.bitfield ? ':' : ''}`);
    lines.set(recordName(record), `${unit.layout(record)?.sizeBytes}: ${members.join(' ')}`);
  }
  return lines;
}

async function compilers(
  command: string,
  flags: readonly string[],
  text: string,
): Promise<Map<string, string>> {
  const lines = new Map<string, string>();
  for (const { tag, size, members } of await dwarfLayoutsOf([command, ...flags, '-w'], text)) {
    const list = members.map(
      (m) => `${m.path}@${m.offset_bits}+${m.size_bits}${m.bitfield ? ':' : ''}`,
    );
    lines.set(tag, `${size}: ${list.join(' ')}`);
  }
  return lines;
}

/** The alignment of each record as an assertion that the compiler checks. */
function alignmentAssertions(unit: TranslationUnit): string {
  const records = unit.records.filter((r) => r.tag !== undefined);
  return records
    .map(
      (r) =>
        `_Static_assert(_Alignof(${recordName(r)}) == ${unit.layout(r)?.alignBytes}, "${recordName(r)}");\n`,
    )
    .join('');
}

/** clang disagrees with gcc, which built the ABI, on aligned bit-fields in packed records. */
function withoutClangCorners(text: string): string {
  return text
    .replace(/^#pragma.*$/gm, '')
    .replace(/(: \d+) __attribute__\(\(aligned\(4\)\)\)/g, '$1');
}

/** The same for every member that has an address. */
function offsetAssertions(unit: TranslationUnit): string {
  const lines: string[] = [];
  for (const record of unit.records) {
    if (record.tag === undefined) continue;
    const name = recordName(record);
    lines.push(`_Static_assert(sizeof(${name}) == ${unit.layout(record)?.sizeBytes}, "${name}");`);
    for (const { path, offsetBits, bitfield } of unit.flatten(record)) {
      if (!bitfield)
        lines.push(
          `_Static_assert(8 * __builtin_offsetof(${name}, ${path}) == ${offsetBits}, "${name} ${path}");`,
        );
    }
  }
  return `${lines.join('\n')}\n`;
}

describe('layouts of random records', () => {
  for (const [command, name, ...flags] of COMPILER_OF_ABI) {
    it(`are those of ${command} ${flags.join(' ')}`.trimEnd(), async function () {
      this.timeout(300_000);
      const compiler = requireOracle(this, command);
      const text = randomRecords(RECORDS, 20240612);
      const unit = unitOf(text, { target: findTarget(name) as Target });
      assert.deepEqual(unit.problems, []);
      const expected = await compilers(compiler, flags, text);
      const found = ours(unit);
      const differences = [...expected].filter(([tag, line]) => found.get(tag) !== line);
      assert.deepEqual(
        differences.map(([tag, line]) => `${tag} is ${line}, we say ${found.get(tag)}`).slice(0, 5),
        [],
      );
      assert.ok(expected.size >= RECORDS);
      runCompiler(compiler, [...flags, '-fsyntax-only', '-w'], text + alignmentAssertions(unit));
    });
  }

  for (const [command, name, ...flags] of CHECKERS) {
    it(`hold as assertions for ${command} ${flags.join(' ')}`.trimEnd(), async function () {
      this.timeout(300_000);
      const compiler = requireOracle(this, command);
      const all = randomRecords(RECORDS, 20240613);
      const text = command.startsWith('clang') ? withoutClangCorners(all) : all;
      const unit = unitOf(text, { target: findTarget(name) as Target });
      const assertions = offsetAssertions(unit) + alignmentAssertions(unit);
      runCompiler(compiler, [...flags, '-fsyntax-only', '-w'], text + assertions);
    });
  }
});
