import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { modelTree } from '../../src/kernel/model-tree.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/**
 * Where lru lies, by the machine of the model: it comes after one word of flags, and is two pointers long.
 * The model's 64-bit machines have words of 8 bytes, the others of 4.
 */
const LRU: Readonly<Record<string, readonly [offsetBits: number, sizeBits: number]>> = {
  x86_64: [64, 128],
  s390: [64, 128],
  riscv64: [64, 128],
  i386: [32, 64],
  multi_v7: [32, 64],
  sun3: [32, 64],
};

describe('ptdesc matrix', function () {
  this.timeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-matrix-'));
  const tree = join(folder, 'kernel');
  const header = join(tree, 'include/linux/pgtable.h');
  cpSync(modelTree(), tree, { recursive: true });
  const before = readFileSync(header, 'utf8');
  after(() => rmSync(folder, { recursive: true }));

  const matrix = (...args: string[]) => {
    const run = [MAIN, 'matrix', '--tree', tree, ...args];
    return spawnSync(process.execPath, run, { encoding: 'utf8', cwd: folder });
  };
  const lines = (text: string) =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));

  it('says where a field lies on every machine', () => {
    const { status, stdout } = matrix('page.lru', '--format', 'jsonl');
    assert.equal(status, 0);
    const rows = lines(stdout);
    for (const [config, [offset, size]] of Object.entries(LRU)) {
      const row = rows.find((each) => each.config === config);
      assert.deepEqual([row?.offset_bits, row?.size_bits], [offset, size], config);
    }
  });

  it('fails with the offsets, the machine and the field that moved, where an assertion does', () => {
    // A word before pt_list, on one machine.
    const moved = before.replace(
      '\tunsigned long __page_flags;\n',
      '\tunsigned long __page_flags;\n#ifdef CONFIG_X86_32\n\tunsigned long moved;\n#endif\n',
    );
    assert.notEqual(moved, before);
    writeFileSync(header, moved);
    const text = matrix('--asserts');
    const json = matrix('--asserts', '--format', 'jsonl');
    writeFileSync(header, before);
    assert.equal(text.status, 1);
    assert.match(
      text.stdout,
      /pgtable\.h:\d+: error: struct ptdesc\.pt_list == page\.compound_head fails under x86 i386: 8 and 4 bytes/,
    );
    assert.match(text.stdout, /struct ptdesc\.pt_list is at byte 8, and at 4 under/);
    const failing = lines(json.stdout).filter((line) => line.failing);
    const configs = new Set(failing.map(({ config }) => config));
    assert.deepEqual([...configs].sort(), ['i386', 'i386_pae']);
  });

  it('holds everywhere as the model is', () => {
    const { status, stdout } = matrix('--asserts');
    assert.equal(status, 0);
    assert.doesNotMatch(stdout, /fails/);
    assert.match(stdout, /struct ptdesc\.pt_list == page\.compound_head: holds in \d+$/m);
  });

  for (const [what, args, expected] of [
    ['an unknown configuration', ['--configs', 'nothing'], /--configs nothing: one of default, /],
    ['an unknown field', ['nothing_like_it'], /nothing_like_it: no record or field/],
  ] as const) {
    it(`refuses ${what}`, () => {
      const { status, stderr } = matrix(...args);
      assert.equal(status, 2);
      assert.match(stderr, expected);
    });
  }
});
