import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { missingOracle, requireOracle } from '../oracles/gcc.ts';
import { kept, mapLimited } from '../oracles/run.ts';
import { sampleOf, shareOf } from '../soak/share.ts';
import {
  EXCLUSIONS,
  KNOWN_FAILURES,
  KNOWN_WATCHED_FAILURES,
  PRINTS_ADDRESSES,
} from './exclusions.ts';
import { executeAll, type ProgramResult } from './execute.ts';
import { testsuiteFolder } from './gcc-testsuite.ts';
import { type NativeResult, runNative } from './native.ts';

const SUITE = 'gcc.c-torture/execute';
/** The usual run takes one part of so many; `npm run soak -- torture` takes all. */
const USUAL_PARTS = 8;
const isWhole = shareOf('torture', USUAL_PARTS).parts === 1;

/** The programs with a main() of their own: builtins/ needs parts of gcc's harness. */
function programs(folder: string): string[] {
  const all = readdirSync(folder, { recursive: true }).map(String);
  return all.filter((f) => f.endsWith('.c') && !f.startsWith('builtins')).sort();
}

/** Those that are compared in this run. */
function candidates(folder: string): string[] {
  const excluded = new Set(EXCLUSIONS.flatMap(({ files }) => files));
  const all = programs(folder).filter((f) => !excluded.has(f));
  return sampleOf('torture', all, USUAL_PARTS);
}

/** gcc's result, kept: the programs do not change. */
async function native(file: string): Promise<NativeResult | undefined> {
  const name = `execute-${basename(file, '.c')}-${file.length}`;
  const bytes = await kept(name, async () => {
    const result = await runNative(file);
    return Buffer.from(JSON.stringify(result ?? null));
  });
  return (JSON.parse(bytes.toString()) as NativeResult | null) ?? undefined;
}

describe("gcc's execution suite", function () {
  this.timeout(isWhole ? 1_800_000 : 300_000);
  let folder: string;
  before(async function () {
    requireOracle(this, 'gcc');
    folder =
      (await testsuiteFolder(SUITE)) ?? missingOracle(this, 'gcc-12-source is not installed');
  });

  it('runs as gcc -O0 runs it', async () => {
    const files = candidates(folder).map((f) => join(folder, f));
    const expected = await mapLimited(files, 2, native);
    // What gcc itself does not build or pass here says nothing about us.
    const passing = files.filter((_, i) => expected[i]?.status === 0);
    const results = await executeAll({ files: passing });
    const failed = results.filter((r) => differs(r, expected[files.indexOf(r.file)]));
    const names = failed.map((r) => relative(folder, r.file));
    const rate = (100 * (results.length - failed.length)) / results.length;
    console.log(
      `      ${results.length - failed.length} of ${results.length} (${rate.toFixed(2)} %)`,
    );
    const news = failed.filter((_, i) => !((names[i] as string) in KNOWN_FAILURES));
    assert.deepEqual(news, []);
    if (isWhole) assert.ok(rate >= 99, `${rate} %`);
  });

  it('runs no other way when it is watched', async () => {
    const files = candidates(folder).map((f) => join(folder, f));
    const expected = await mapLimited(files, 2, native);
    const passing = files.filter((_, i) => expected[i]?.status === 0);
    const results = await executeAll({ files: passing, check: 'note' });
    const failed = results.filter((r) => differs(r, expected[files.indexOf(r.file)]));
    const known = (r: ProgramResult): boolean => {
      const name = relative(folder, r.file);
      return name in KNOWN_FAILURES || name in KNOWN_WATCHED_FAILURES;
    };
    assert.deepEqual(
      failed.filter((r) => !known(r)),
      [],
    );
  });

  it('fails where a program is left out', async () => {
    const left = [...EXCLUSIONS.flatMap(({ files }) => files), ...Object.keys(KNOWN_FAILURES)];
    const results = await executeAll({ files: left.map((f) => join(folder, f)) });
    const passed = results.filter((r) => r.status === 0).map((r) => relative(folder, r.file));
    assert.deepEqual(passed, []);
  });
});

function differs(result: ProgramResult, expected: NativeResult | undefined): boolean {
  if (PRINTS_ADDRESSES.includes(basename(result.file))) return result.status !== expected?.status;
  return result.status !== expected?.status || result.stdout !== expected?.stdout;
}
