import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTarget } from '../../language/src/targets/all-targets.ts';
import type { Target } from '../../language/src/targets/target.ts';
import { type AbiCompiler, COMPILER_OF_ABI } from '../../language/test/targets/compilers.ts';
import { requireOracle } from '../oracles/gcc.ts';
import { runOk } from '../oracles/run.ts';
import {
  constantText,
  declarations,
  emulated,
  programText,
  randomSource,
  type Source,
} from './random-program.ts';

/** With those whose debug information need not be read here. */
const COMPILERS: readonly AbiCompiler[] = [
  ...COMPILER_OF_ABI,
  ['aarch64-linux-gnu-gcc', 'aarch64_be', '-mbig-endian'],
  ['mips64-linux-gnuabi64-gcc', 'mips64'],
  ['sh4-linux-gnu-gcc', 'sh'],
];

/** Expressions for each target; PTDESC_RANDOM_EXPRESSIONS says how many for all of them together. */
const total = Number(process.env.PTDESC_RANDOM_EXPRESSIONS ?? 1100 * COMPILERS.length);
const EXPRESSIONS = Math.ceil(total / COMPILERS.length);

async function compiled(command: string, flags: readonly string[], text: string): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-random-'));
  try {
    const [file, object, bytes] = ['a.c', 'a.o', 'a.bin'].map((name) => join(folder, name));
    writeFileSync(file as string, text);
    await runOk([
      command,
      ...flags,
      '-w',
      '-std=gnu17',
      '-c',
      file as string,
      '-o',
      object as string,
    ]);
    const copy = command.replace(/gcc$/, 'objcopy');
    await runOk([
      copy,
      '-O',
      'binary',
      '--only-section=.ptdesc',
      object as string,
      bytes as string,
    ]);
    return readFileSync(bytes as string);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('random expressions and records on every target', () => {
  for (const [command, name, ...flags] of COMPILERS) {
    it(`are those of ${command} ${flags.join(' ')}`.trimEnd(), async function () {
      const compiler = requireOracle(this, command);
      const target = findTarget(name) as Target;
      const s = randomSource(target, 40 + name.length * 7919 + EXPRESSIONS, EXPRESSIONS);
      const expected = await compiled(compiler, flags, constantText(s));
      const bytes = emulated(target, programText(s));
      assert.equal(bytes.length, expected.length);
      const elementBytes = target.int128 ? 16 : 8;
      for (const [i, expression] of s.expressions.entries()) {
        const at = (b: Uint8Array): string =>
          Buffer.from(b.subarray(elementBytes * i, elementBytes * (i + 1))).toString('hex');
        assert.equal(at(bytes), at(expected), expression);
      }
      assert.equal(Buffer.compare(bytes, expected), 0, firstDifference(s, bytes, expected));
    });
  }
});

function firstDifference(s: Source, a: Uint8Array, b: Uint8Array): string {
  const at = a.findIndex((byte, i) => byte !== b[i]);
  const near = (bytes: Uint8Array): string =>
    Buffer.from(bytes.subarray(at - 8, at + 8)).toString('hex');
  return `byte ${at}: ${near(a)} and ${near(b)} in\n${declarations(s)}`;
}
