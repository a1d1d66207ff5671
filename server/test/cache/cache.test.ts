import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCache, writeCache } from '../../src/cache/cache.ts';
import { cacheProblem } from '../../src/cache/cache-folder.ts';
import { isKeptResults, type KeptResults } from '../../src/check/kept-results.ts';

const VALUE = { files: ['a', 'b'], units: {} };

describe('a cache that lies', () => {
  const before_ = process.env.PTDESC_CACHE;
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ptdesc-cache-'));
    process.env.PTDESC_CACHE = join(folder, 'own');
    writeCache('key', VALUE);
    const [name = ''] = readdirSync(join(folder, 'own'));
    file = join(folder, 'own', name);
    assert.deepEqual(readCache('key'), VALUE);
  });
  afterEach(() => {
    if (before_ === undefined) delete process.env.PTDESC_CACHE;
    else process.env.PTDESC_CACHE = before_;
    rmSync(folder, { recursive: true });
  });

  const EDITS: Record<string, (text: string) => string> = {
    'another value': (text) => JSON.stringify({ ...JSON.parse(text), value: { files: [null] } }),
    'a value cut short': (text) => `${text.slice(0, -12)}}}`,
    'another digest': (text) => text.replace(/"digest":"../, '"digest":"zz'),
    'no digest': (text) => JSON.stringify({ ...JSON.parse(text), digest: undefined }),
    'an older format': (text) => text.replace('"format":2', '"format":1'),
    'no object': () => 'null',
    nothing: () => '',
  };
  for (const [name, edit] of Object.entries(EDITS)) {
    it(`is a miss with ${name}`, () => {
      writeFileSync(file, edit(readFileSync(file, 'utf8')));
      assert.equal(readCache('key'), undefined);
    });
  }

  it('is a miss where the entry is a pipe', () => {
    rmSync(file);
    execFileSync('mkfifo', [file]);
    assert.equal(readCache('key'), undefined);
  });

  for (const mode of [0o770, 0o707, 0o777]) {
    it(`is neither read nor written in a folder of mode ${mode.toString(8)}, and says so`, () => {
      chmodSync(join(folder, 'own'), mode);
      assert.equal(readCache('key'), undefined);
      writeCache('other', VALUE);
      assert.equal(readdirSync(join(folder, 'own')).length, 1);
      assert.match(cacheProblem() ?? '', /is not used: others own it or can write to it/);
    });
  }

  // Only root can give a folder away.
  if (process.getuid?.() === 0)
    it('is not used in a folder of someone else', () => {
      execFileSync('chown', ['65534', join(folder, 'own')]);
      assert.equal(readCache('key'), undefined);
    });

  it('is made so that others can neither write nor read', () => {
    assert.equal(statSync(join(folder, 'own')).mode & 0o777, 0o700);
    assert.equal(statSync(file).mode & 0o077, 0);
  });

  it('leaves no draft where a write fails, and removes those of processes that were killed', () => {
    // A folder in the place of the entry: the draft can be written, and cannot be renamed.
    rmSync(file);
    mkdirSync(join(file, 'in the way'), { recursive: true });
    const left = `${file}.123.456`;
    writeFileSync(left, 'half');
    utimesSync(left, 0, 0);
    writeCache('key', VALUE);
    assert.equal(existsSync(left), false);
    assert.deepEqual(readdirSync(join(folder, 'own')), [file.split('/').at(-1)]);
  });
});

describe('kept results', () => {
  const PLACE = { file: 'mm/a.c', line: 1, col: 1 };
  const finding = {
    ...PLACE,
    ...{ rule: 'r', severity: 'error', endLine: 1, endCol: 2, function: null, message: 'm' },
    ...{ related: [], fixes: [], fingerprint: 'f' },
  };
  const result = {
    ...{ file: 'mm/a.c', main: 'mm/a.c', exact: true },
    ...{ findings: [finding], accesses: [], wrappers: [] },
  };
  const state = { path: '/t/mm/a.c', mtimeMs: 1, sizeBytes: 1, hash: 'h' };
  const kept = (unit: object) => ({
    ...{ model: '', makefiles: [], files: [state] },
    units: { 'mm/a.c': { read: [0], missing: [], results: [result], ...unit } },
  });

  it('are taken as they are written', () => {
    const whole = kept({}) as unknown as KeptResults;
    assert.equal(isKeptResults(JSON.parse(JSON.stringify(whole))), true);
  });

  const LIES: Record<string, unknown> = {
    'no unit': { ...kept({}), units: { 'mm/a.c': null } },
    'a file that is null': { ...kept({}), files: [null] },
    'a makefile without a hash': { ...kept({}), makefiles: [{ ...state, hash: undefined }] },
    'a file that it does not have': kept({ read: [1] }),
    'no list of missing headers': kept({ missing: null }),
    'no results': kept({ results: undefined }),
    'a finding of nothing': kept({ results: [{ ...result, findings: [{ x: 1 }] }] }),
    'a finding without a place': kept({
      results: [{ ...result, findings: [{ ...finding, line: '1' }] }],
    }),
    'an unknown severity': kept({
      results: [{ ...result, findings: [{ ...finding, severity: 'none' }] }],
    }),
    'units in a list': { ...kept({}), units: [] },
  };
  for (const [name, value] of Object.entries(LIES)) {
    it(`are a miss with ${name}`, () => assert.equal(isKeptResults(value), false));
  }
});
