/** Each architecture's code under its own profile: the modelled kernel's machines. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { modelTree } from '../../src/kernel/model-tree.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

interface Line {
  readonly rule: string;
  readonly file: string;
  readonly function: string;
  readonly profiles: readonly string[];
}

describe('a check of several architectures', function () {
  this.timeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-profiles-'));
  const tree = join(folder, 'kernel');
  cpSync(modelTree(), tree, { recursive: true });
  after(() => rmSync(folder, { recursive: true }));

  const check = (...args: string[]): Line[] => {
    const run = [MAIN, 'check', '--tree', tree, '--format', 'jsonl', ...args];
    const { stdout, stderr } = spawnSync(process.execPath, run, { encoding: 'utf8', cwd: folder });
    assert.equal(stderr, '');
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  };

  /** Lines of a file that go, as a patch says it. */
  const without = (file: string, line: string): string => {
    const lines = readFileSync(join(tree, file), 'utf8').split('\n');
    const at = lines.indexOf(line);
    assert.ok(at > 2, `${file}: ${line}`);
    const hunk = [
      ...lines.slice(at - 2, at).map((each) => ` ${each}`),
      `-${line}`,
      ...lines.slice(at + 1, at + 3).map((each) => ` ${each}`),
    ];
    const path = join(folder, 'change.patch');
    const head = [`--- a/${file}`, `+++ b/${file}`, `@@ -${at - 1},5 +${at - 1},4 @@`];
    writeFileSync(path, [...head, ...hunk, ''].join('\n'));
    return path;
  };

  it('tells once what holds in a header of all, and under which', () => {
    const patch = without('include/asm-generic/pgalloc.h', '\tpagetable_pmd_dtor(ptdesc);');
    const found = check('--patch', patch).filter(({ rule }) => rule === 'missing-destructor');
    const inHeader = found.filter(({ file }) => file === 'include/asm-generic/pgalloc.h');
    assert.deepEqual(
      inHeader.map((line) => line.function),
      ['pmd_free'],
    );
    const profiles = inHeader[0]?.profiles ?? [];
    // Machines of three levels have the function; s390 has one of its own, and others have no pmd.
    assert.ok(profiles.includes('x86_64') && profiles.includes('arm64'), profiles.join());
    assert.ok(!profiles.includes('s390') && !profiles.includes('csky'), profiles.join());
  });

  it('means the architecture alone that is named', () => {
    const patch = without('include/asm-generic/pgalloc.h', '\tpagetable_pmd_dtor(ptdesc);');
    const found = check('--arch', 'arm64', '--patch', patch);
    const profiles = new Set(found.flatMap((line) => line.profiles));
    assert.deepEqual([...profiles], ['arm64']);
  });
});
