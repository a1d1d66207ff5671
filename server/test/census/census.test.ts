import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Subsystems } from '../../src/census/subsystems.ts';
import { modelTree } from '../../src/kernel/model-tree.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

const SOURCE = `#include <linux/mm.h>
#include <linux/census-test.h>
static void *census_test(struct page *page, struct folio *folio)
{
	list_del(&page->lru);
	page->private = 1;
	return census_wrapper(&folio->page) ? page->mapping : 0;
}
`;

/** A wrapper that only passes the folio on, and its neighbour that does more. */
const HEADER = `static inline bool census_wrapper(struct page *page)
{
	return folio_test_locked(page_folio(page));
}
static inline unsigned long census_helper(struct page *page)
{
	return page->flags;
}
`;

describe('ptdesc census', function () {
  this.timeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-census-'));
  const tree = join(folder, 'linux');
  const env = { ...process.env, PTDESC_CACHE: join(folder, 'cache') };
  const census = (...args: string[]) => {
    const run = [MAIN, 'census', '--tree', tree, '--format', 'jsonl', ...args];
    const { stdout, stderr, status } = spawnSync(process.execPath, run, { env, encoding: 'utf8' });
    assert.equal(stderr, '');
    assert.equal(status, 0);
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  };
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.example', ...args], {
      cwd: tree,
    });
  const source = join(tree, 'mm/census-test.c');

  before(() => {
    cpSync(modelTree(), tree, { recursive: true });
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'base');
    writeFileSync(source, SOURCE);
    writeFileSync(join(tree, 'include/linux/census-test.h'), HEADER);
  });
  after(() => rmSync(folder, { recursive: true }));

  const inTest = (lines: { file: string }[]) =>
    lines.filter(({ file }) => file === 'mm/census-test.c');

  it('lists each typed access with its place and kind', () => {
    const found = inTest(census('--list')).map((a) => ({ ...a, file: undefined }));
    const access = (line: number, col: number, field: string, kind: string, record = 'page') => ({
      file: undefined,
      line,
      col,
      field,
      record: `struct ${record}`,
      arrow: true,
      kind,
      active: true,
      exact: true,
    });
    assert.deepEqual(found, [
      access(5, 18, 'lru', 'address'),
      access(6, 8, 'private', 'write'),
      access(7, 32, 'page', 'address', 'folio'),
      access(7, 46, 'mapping', 'read'),
    ]);
  });

  it('counts as the list does, by field, memdesc, folder and file', () => {
    const list = census('--list');
    for (const by of ['field', 'memdesc', 'dir', 'file']) {
      const groups = census('--by', by);
      const sum = groups.reduce((total, group) => total + group.total + group.inactive, 0);
      assert.equal(sum, list.length, by);
      assert.ok(groups.every((group) => typeof group[by] === 'string'));
    }
    const [group] = census('--by', 'file', '--field', 'page.lru').filter(
      ({ file }) => file === 'mm/census-test.c',
    );
    assert.deepEqual(group.kinds, { address: 1 });
    assert.ok(census('--list', '--field', 'page.lru').every((a) => a.record === 'struct page'));
  });

  it('tells uses apart that the configuration leaves out', () => {
    writeFileSync(
      source,
      `#include <linux/mm.h>
#ifdef CONFIG_OF_NO_KERNEL
void *in_false(struct page *page) { return page->mapping; }
#elif 1
void *in_true(struct page *page) { return page->mapping; }
#else
struct other { void *mapping; };
void *in_else(struct page *page, struct other *o) { return page->mapping ? page->mapping : o->mapping; }
#endif
`,
    );
    const isHere = ({ file }: { file: string }) => file === 'mm/census-test.c';
    const found = census('--list', '--field', 'page.mapping').filter(isHere);
    assert.deepEqual(
      found.map(({ line, kind, active, exact }) => ({ line, kind, active, exact })),
      [
        { line: 5, kind: 'read', active: true, exact: true },
        { line: 3, kind: 'read', active: false, exact: false },
        { line: 8, kind: 'read', active: false, exact: false },
        { line: 8, kind: 'read', active: false, exact: false },
      ],
    );
    const [group] = census('--by', 'file', '--field', 'page.mapping').filter(isHere);
    assert.deepEqual([group.total, group.inactive, group.kinds], [1, 3, { read: 1 }]);
    writeFileSync(source, SOURCE);
  });

  it('shows what has changed since a revision', () => {
    const [mapping] = census('--since', 'HEAD', '--field', 'page.mapping');
    assert.equal(mapping.delta, 1);
    assert.equal(mapping.total, mapping.was + 1);
    const files = census('--since', 'HEAD', '--by', 'file');
    const changed = files.filter(({ delta }) => delta !== 0).map(({ file, was }) => [file, was]);
    assert.deepEqual(changed.sort(), [
      ['include/linux/census-test.h', 0],
      ['mm/census-test.c', 0],
    ]);
  });

  it('counts what is left to convert by subsystem, comments and declarations apart', () => {
    const maintainers =
      'List\n\nTEST FILES\nM:\tA <a@a.example>\nF:\tmm/census-*.c\n\nMEMORY\nF:\tmm/\n';
    writeFileSync(join(tree, 'MAINTAINERS'), maintainers);
    writeFileSync(
      source,
      `${SOURCE}/* census_wrapper(page) */\nbool census_wrapper(struct page *);\n`,
    );
    const rows = census('--radar');
    const row = rows.find(({ subsystem }) => subsystem === 'TEST FILES');
    assert.deepEqual(row, {
      subsystem: 'TEST FILES',
      total: 5,
      'page->lru': 1,
      'page->mapping': 1,
      'page->index': 0,
      'page->private': 1,
      '&folio->page': 1,
      'raw casts': 0,
      'unasserted fields': 0,
      'legacy wrappers': 1,
    });
    assert.ok(rows.some(({ subsystem }) => subsystem === 'MEMORY'));
    assert.equal(readFileSync(source, 'utf8').startsWith(SOURCE), true);
  });
});

describe('subsystems', () => {
  const subsystems = new Subsystems(
    'Head of the file\n\nMEMORY MANAGEMENT\nF:\tmm/\n\nSLAB\nF:\tmm/sl?b*\n\nFLAT\nF:\tfs/*\n\nTHE REST\nF:\t*\nF:\t*/\n',
  );
  const cases: [string, string][] = [
    ['mm/memory.c', 'MEMORY MANAGEMENT'],
    ['mm/kasan/init.c', 'MEMORY MANAGEMENT'],
    ['mm/slab.h', 'SLAB'],
    ['fs/read.c', 'FLAT'],
    ['fs/ext4/inode.c', 'fs'],
    ['Makefile', 'Makefile'],
  ];
  for (const [file, name] of cases) {
    it(`puts ${file} into ${name}`, () => assert.equal(subsystems.of(file), name));
  }
});
