import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** Runs `ptdesc` as a shell does, in an empty folder, so that the tree is the modelled kernel. */
function ptdesc(...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-cli-'));
  const env = { ...process.env, PTDESC_CACHE: join(folder, 'cache') };
  try {
    const { stdout, stderr, status } = spawnSync(process.execPath, [MAIN, ...args], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    return { stdout, stderr, status };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Where nothing else was found, that the modelled kernel answers is said first. */
const MODEL = 'ptdesc: no kernel tree is here: the modelled kernel answers (see --tree)\n';

const jsonLines = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

/** A file with a text for as long as a test needs it. */
function withFile<T>(text: string, use: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-cli-'));
  const path = join(folder, 'a.c');
  writeFileSync(path, text);
  try {
    return use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('ptdesc --version', () => {
  it('prints the version of the package, and nothing else', () => {
    const { version } = JSON.parse(
      readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
    );
    assert.deepEqual(ptdesc('--version'), { stdout: `${version}\n`, stderr: '', status: 0 });
  });
});

describe('ptdesc layout', () => {
  it('prints one JSON object a definition', () => {
    const { stdout, status } = ptdesc('layout', 'page', '--format', 'jsonl');
    const [page, ...others] = jsonLines(stdout);
    assert.equal(status, 0);
    assert.equal(others.length, 0);
    assert.deepEqual(Object.keys(page), ['tag', 'kind', 'decl', 'size', 'align', 'members']);
    assert.equal(page.tag, 'struct page');
    assert.match(page.decl, /^include\/linux\/mm_types\.h:\d+$/);
    assert.deepEqual(
      page.members.find((m: { path: string }) => m.path === 'lru.next'),
      {
        path: 'lru.next',
        type: 'struct list_head *',
        offset_bits: 64,
        size_bits: 64,
        bitfield: false,
      },
    );
  });

  it('finds tags by their keyword and typedefs by their name', () => {
    const { stdout } = ptdesc('layout', 'struct ptdesc', 'atomic_t', '--format', 'jsonl');
    assert.deepEqual(
      jsonLines(stdout)
        .map((l) => l.tag)
        .sort(),
      ['atomic_t', 'struct ptdesc'],
    );
  });

  it('lists each definition of the built files once', () => {
    const { stdout, status } = ptdesc('layout', '--all', '--format', 'jsonl');
    const declared = jsonLines(stdout).map(({ tag, decl }) => `${tag} ${decl.split(':')[0]}`);
    assert.equal(status, 0);
    // Of a header that all units include, of one unit alone, and of generic code.
    for (const line of [
      'struct page include/linux/mm_types.h',
      'struct ptdesc include/linux/pgtable.h',
      'struct slab mm/slab.h',
    ])
      assert.equal(declared.filter((each) => each === line).length, 1, line);
  });

  it('ends with status 2 and one line when there is no such record', () => {
    const { stdout, stderr, status } = ptdesc('layout', 'no_such_record');
    assert.deepEqual(
      { stdout, stderr, status },
      {
        stdout: '',
        stderr: `${MODEL}ptdesc: no definition found of "no_such_record"\n`,
        status: 2,
      },
    );
  });

  it('reads a bare file for a target', () =>
    withFile('struct s { char c; long long l; };\ntypedef struct { short a; } t_t;\n', (path) => {
      const sizes = (target: string) =>
        jsonLines(
          ptdesc(
            'layout',
            '--bare',
            `--target=${target}`,
            '--all',
            '--file',
            path,
            '--format',
            'jsonl',
          ).stdout,
        ).map((l) => `${l.tag} ${l.size} ${l.align}`);
      assert.deepEqual(sizes('x86_64'), ['struct s 16 8', 't_t 2 2']);
      assert.deepEqual(sizes('i386'), ['struct s 12 4', 't_t 2 2']);
      assert.deepEqual(sizes('m68k-linux-gnu'), ['struct s 10 2', 't_t 2 2']);
    }));
});

describe('ptdesc overlay', () => {
  it('prints the ranges of struct page with what holds each field', () => {
    const { stdout, status } = ptdesc('overlay', '--format', 'jsonl');
    const lines = jsonLines(stdout);
    assert.equal(status, 0);
    const lru = lines.find(
      (l) => l.page_index === 0 && l.offset_bits === 64 && l.size_bits === 128,
    );
    const list = lru.fields.find((f: { path: string }) => f.path === 'pt_list');
    assert.equal(list.record, 'struct ptdesc');
    assert.match(list.asserted.file, /^include\/linux\/\w+\.h$/);
    assert.ok(list.asserted.line > 0);
    const records = new Set(
      lines.flatMap((l) => l.fields.map((f: { record: string }) => f.record)),
    );
    for (const record of ['struct page', 'struct folio', 'struct ptdesc', 'struct slab']) {
      assert.ok(records.has(record), record);
    }
  });

  it('answers about one field, of any record', () => {
    const first = jsonLines(ptdesc('overlay', 'ptdesc.pt_list', '--format', 'jsonl').stdout);
    const second = jsonLines(ptdesc('overlay', 'lru', '--format', 'jsonl').stdout);
    assert.deepEqual(first, second);
    const spelled = jsonLines(ptdesc('overlay', 'page.rcu_head', '--format', 'jsonl').stdout);
    assert.deepEqual(spelled, first);
  });

  it('ends with status 2 for a field that no one has', () =>
    assert.equal(ptdesc('overlay', 'no_such_field').status, 2));
});

describe('ptdesc accesses', () => {
  it('lists typed accesses of memdescs in the files', () => {
    const { stdout, status } = ptdesc('accesses', 'mm/debug.c');
    const lines = jsonLines(stdout);
    assert.equal(status, 0);
    assert.ok(lines.length > 0);
    assert.deepEqual(Object.keys(lines[0]), [
      'file',
      'line',
      'col',
      'field',
      'record',
      'arrow',
      'kind',
      'in_macro_arg',
      'active',
    ]);
    for (const { file, record } of lines) {
      assert.equal(file, 'mm/debug.c');
      assert.match(record, /^struct (page|folio|ptdesc|slab)$/);
    }
  });

  it('lists every record with --records all, also in a bare file', () =>
    withFile('struct s { int a; };\nint f(struct s *p) { return p->a++; }\n', (path) => {
      const { stdout } = ptdesc('accesses', '--bare', '--records', 'all', path);
      assert.deepEqual(
        jsonLines(stdout).map(({ line, col, field, record, kind }) => ({
          line,
          col,
          field,
          record,
          kind,
        })),
        [{ line: 2, col: 32, field: 'a', record: 'struct s', kind: 'readwrite' }],
      );
    }));

  it('answers for the other files before it says which could not be read', () => {
    const { stdout, stderr, status } = ptdesc('accesses', 'mm/no-such.c', 'mm/debug.c');
    assert.ok(jsonLines(stdout).length > 0);
    assert.deepEqual(
      { stderr, status },
      { stderr: `${MODEL}ptdesc: mm/no-such.c: cannot be read\n`, status: 2 },
    );
  });
});

describe('ptdesc preprocess', () => {
  it('prints the text as the compiler sees it', () => {
    const { stdout, status } = ptdesc('preprocess', 'mm/debug.c');
    assert.equal(status, 0);
    assert.match(stdout, /^struct page \{/m);
    assert.doesNotMatch(stdout, /^\s*#\s*(include|define|if)/m);
  });

  it('decodes the bytes of a page on the machine that is asked for', () =>
    withFile('0'.repeat(96 + 8) + '1'.repeat(8) + '0'.repeat(16), (path) => {
      const { stdout, status } = ptdesc('decode', path, '--format', 'jsonl');
      assert.equal(status, 0);
      const [page] = jsonLines(stdout);
      assert.equal(page.refcount, 0x11111111);
      assert.ok(
        page.reasons.some(({ reason }: { reason: string }) => reason === 'nonzero _refcount'),
      );
      const other = ptdesc('decode', path, '--arch', 'i386');
      assert.equal(other.status, 2);
      assert.match(
        other.stderr.replace(MODEL, ''),
        /^ptdesc: The text has 64 bytes, and struct page .* has 32: .*\n$/,
      );
    }));

  it("takes a compiler's flags with --bare", () =>
    withFile('#include "b.h"\nint x = A + B;\n', (path) => {
      writeFileSync(path.replace('a.c', 'b.h'), '#define B 2\n');
      const { stdout } = ptdesc('preprocess', '--bare', '-DA=1', '-UB', '-std=gnu11', path);
      assert.equal(stdout.trim(), 'int x = 1 + 2;');
    }));
});

describe('ptdesc', () => {
  it('says in one line what is wrong with a tree', () => {
    const { stderr, status } = ptdesc('overlay', '--tree', tmpdir());
    assert.equal(status, 2);
    assert.match(stderr, /^ptdesc: .* is not a kernel tree: [^\n]+\n$/);
  });

  it('ends with status 2 for a command line that it does not understand', () => {
    assert.equal(ptdesc('layout', 'page', '--format', 'xml').status, 2);
    assert.equal(ptdesc('no-such-command').status, 2);
    assert.equal(ptdesc('--help').status, 0);
  });
});

describe('ptdesc on source that compilers refuse', () => {
  const BROKEN = 'struct s { gone_t x; int y; };\nint f(struct s *s) { return s->y + q; }\n';

  it('answers what it can, says what is wrong, and ends with status 2', () =>
    withFile(BROKEN, (path) => {
      const { stdout, stderr, status } = ptdesc('accesses', '--bare', path);
      const lines = jsonLines(stdout);
      assert.equal(status, 2);
      assert.equal(lines[0].field, 'y');
      assert.deepEqual(
        lines[1].problems.map(({ line }: { line: number }) => line),
        [1, 2],
      );
      assert.match(stderr, /a\.c:1:12: error: unknown type name 'gone_t'/);
    }));

  it('gives no size to a record with a member of unknown size', () =>
    withFile(BROKEN, (path) => {
      const args = ['layout', '--bare', '--format', 'jsonl', '--file', path, 's'];
      const { stdout, status } = ptdesc(...args);
      const [line] = jsonLines(stdout);
      assert.equal(status, 2);
      assert.equal(line.incomplete, true);
      assert.equal('size' in line, false);
      assert.deepEqual(
        line.members.map(({ path: name }: { path: string }) => name),
        ['x', 'y'],
      );
    }));

  it('checks files of which it knows only where they are', () =>
    withFile(BROKEN, (path) => {
      const { stdout, status } = ptdesc('check', '--problems', path);
      assert.equal(status, 1);
      assert.match(stdout, /:2:\d+: error: 'q' undeclared/);
    }));
});
