import assert from 'node:assert/strict';
import { join, relative } from 'node:path';
import { missingOracle, requireOracle } from '../oracles/gcc.ts';
import { fingerprint, kept, mapLimited } from '../oracles/run.ts';
import { isSoak, sampleOf } from '../soak/share.ts';
import { DG_EXCLUSIONS, DG_KNOWN_FAILURES } from './dg-exclusions.ts';
import { executeAll, type ProgramResult } from './execute.ts';
import { programOptions, runPrograms, testsuiteFolder } from './gcc-testsuite.ts';
import { type NativeResult, runNative } from './native.ts';

/** Folders of gcc's testsuite whose run tests need no option of an optimiser, and say so themselves. */
const FOLDERS = ['gcc.dg', 'gcc.dg/torture', 'c-c++-common', 'c-c++-common/torture'];
/** The usual run takes one part of so many; `npm run soak -- dg` takes all. */
const USUAL_PARTS = 16;

async function native(file: string): Promise<NativeResult | undefined> {
  const { std, define } = programOptions(file);
  const flags = [`-std=${std}`, ...define.map((text) => `-D${text}`)];
  const bytes = await kept(`dg-${fingerprint(file, ...flags)}`, async () =>
    Buffer.from(JSON.stringify((await runNative(file, { flags })) ?? null)),
  );
  return (JSON.parse(bytes.toString()) as NativeResult | null) ?? undefined;
}

const flagsOf = (files: readonly string[]) =>
  Object.fromEntries(files.map((file) => [file, programOptions(file)]));

describe("gcc's other run tests", function () {
  this.timeout(isSoak('dg') ? 3_600_000 : 300_000);
  let root: string;
  let all: readonly string[];
  before(async function () {
    requireOracle(this, 'gcc');
    for (const folder of FOLDERS) {
      const found = await testsuiteFolder(folder);
      root = found
        ? found.slice(0, -folder.length - 1)
        : missingOracle(this, 'gcc-12-source is not installed');
    }
    const excluded = new Set(DG_EXCLUSIONS.flatMap(({ files }) => files));
    all = FOLDERS.flatMap((folder) =>
      runPrograms(join(root, folder)).map((name) => `${folder}/${name}`),
    ).filter((name) => !excluded.has(name) && programOptions(join(root, name)).others.length === 0);
  });

  it('run as gcc -O0 runs them, watched or not', async () => {
    const files = sampleOf('dg', all, USUAL_PARTS).map((name) => join(root, name));
    const expected = new Map(
      await mapLimited(files, 2, async (file) => [file, await native(file)] as const),
    );
    // What gcc itself does not build or pass here says nothing about us.
    const passing = files.filter((file) => expected.get(file)?.status === 0);
    const flags = flagsOf(passing);
    for (const check of [undefined, 'note'] as const) {
      const results = await executeAll({ files: passing, flags, check });
      const failed = results.filter((r) => differs(r, expected.get(r.file)));
      const rate = (100 * (results.length - failed.length)) / results.length;
      console.log(
        `      ${results.length - failed.length} of ${results.length} (${rate.toFixed(2)} %)${check ? ', watched' : ''}`,
      );
      const news = failed.filter((r) => !(relative(root, r.file) in DG_KNOWN_FAILURES));
      assert.deepEqual(news, []);
      if (isSoak('dg')) assert.ok(rate >= 97, `${rate} %`);
    }
  });

  it('fail where a program is left out', async () => {
    const left = [
      ...DG_EXCLUSIONS.flatMap(({ files }) => files),
      ...Object.keys(DG_KNOWN_FAILURES),
    ];
    const files = sampleOf('dg', left, USUAL_PARTS).map((name) => join(root, name));
    const results = await executeAll({ files, flags: flagsOf(files) });
    const passed = results.filter((r) => r.status === 0).map((r) => relative(root, r.file));
    assert.deepEqual(passed, []);
  });
});

function differs(result: ProgramResult, expected: NativeResult | undefined): boolean {
  return result.status !== expected?.status || result.stdout !== expected?.stdout;
}
