import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingOracle, requireOracle } from '../oracles/gcc.ts';
import { mapLimited, run } from '../oracles/run.ts';
import { isSoak, seedNumber } from '../soak/share.ts';
import { executeAll } from './execute.ts';
import { type NativeBuild, type NativeResult, runNative } from './native.ts';

/** Where Debian's libcsmith-dev puts what the programs include. */
const HEADERS = '/usr/include/csmith';
const INCLUDE = ['-I', HEADERS];

interface CsmithMachine extends NativeBuild {
  readonly target?: string;
  readonly usual: number;
  readonly whole: number;
}

/** A processor of its own kind each: 64 bits, 32 bits, and big-endian ones of both widths. */
const MACHINES: readonly CsmithMachine[] = [
  { usual: 20, whole: 500 },
  { target: 'arm', compiler: 'arm-linux-gnueabihf-gcc', runner: 'qemu-arm', usual: 2, whole: 70 },
  { target: 's390x', compiler: 's390x-linux-gnu-gcc', runner: 'qemu-s390x', usual: 2, whole: 70 },
  { target: 'm68k', compiler: 'm68k-linux-gnu-gcc', runner: 'qemu-m68k', usual: 2, whole: 60 },
]; // biome-ignore format: a table

/** Random programs without undefined behaviour (Csmith), which print a checksum of all that they computed. */
async function makePrograms(folder: string, first: number, count: number): Promise<string[]> {
  const seeds = Array.from({ length: count }, (_, i) => first + i);
  return mapLimited(seeds, 2, async (seed) => {
    const { stdout } = await run(['csmith', '--seed', String(seed)]);
    const file = join(folder, `seed-${seed}.c`);
    writeFileSync(file, stdout);
    return file;
  });
}

describe('random programs of Csmith', function () {
  this.timeout(isSoak('csmith') ? 7_200_000 : 300_000);
  for (const machine of MACHINES) {
    const { target, compiler = 'gcc', runner, usual, whole } = machine;
    it(`are on ${target ?? 'this machine'} what ${compiler} -O0 makes of them, watched or not`, async function () {
      for (const program of ['csmith', compiler, ...(runner ? [runner] : [])])
        requireOracle(this, program);
      const count = isSoak('csmith') ? whole : usual;
      const folder = mkdtempSync(join(tmpdir(), 'ptdesc-csmith-'));
      try {
        const files = await makePrograms(folder, seedNumber(`csmith ${target}`), count);
        const flags = [...INCLUDE, ...(runner ? ['-static'] : [])];
        const expected = await mapLimited(files, 2, (file) =>
          runNative(file, { ...machine, flags }),
        );
        if (expected.every((result) => result === undefined))
          missingOracle(this, 'libcsmith-dev or the C library of the machine is not installed');
        await compare(files, expected, target);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }
});

/** Programs that do not end in time (status 124) say nothing. */
async function compare(
  files: readonly string[],
  expected: readonly (NativeResult | undefined)[],
  target: string | undefined,
): Promise<void> {
  const ended = files.filter((_, i) => expected[i] !== undefined && expected[i].status !== 124);
  const flags = Object.fromEntries(ended.map((file) => [file, { includePath: [HEADERS] }]));
  for (const check of [undefined, 'note'] as const) {
    const request = { files: ended, flags, check, ...(target !== undefined && { target }) };
    const results = await executeAll(request);
    const slow = results.filter(
      ({ fault }) => fault === 'no end in time' || /limit-steps/.test(fault ?? ''),
    );
    const wrong = results.filter((result) => {
      const native = expected[files.indexOf(result.file)];
      return !slow.includes(result) && result.stdout !== native?.stdout;
    });
    console.log(
      `      ${results.length - slow.length - wrong.length} of ${results.length} agree, ${slow.length} too long${check ? ', watched' : ''}`,
    );
    assert.deepEqual(wrong, []);
  }
}
