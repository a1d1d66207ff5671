import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { modelTree } from '../../src/kernel/model-tree.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** A cast that the compiler does not check. */
const CAST = (name: string) =>
  `\nstruct ptdesc *${name}(struct page *page)\n{\n\treturn (struct ptdesc *)page + 1;\n}\n`;

interface Line {
  rule: string;
  severity: string;
  file: string;
  line: number;
  col: number;
  endCol: number;
  function: string;
  message: string;
  fingerprint: string;
  fixable: boolean;
  related: { file: string; line: number; col: number; message: string }[];
}

describe('ptdesc check', function () {
  this.timeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-check-'));
  const tree = join(folder, 'linux');
  const cache = join(folder, 'cache');
  const env = { ...process.env, PTDESC_CACHE: cache, GIT_CONFIG_GLOBAL: '/dev/null' };

  const ptdesc = (...args: string[]) => {
    const run = [MAIN, 'check', '--tree', tree, ...args];
    const result = spawnSync(process.execPath, run, { env, cwd: folder, encoding: 'utf8' });
    return { status: result.status, stdout: result.stdout, stderr: result.stderr };
  };
  const jsonl = (...args: string[]): Line[] =>
    ptdesc(...args, '--format', 'jsonl')
      .stdout.split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  const casts = (lines: readonly Line[]) =>
    lines.filter(({ rule }) => rule === 'raw-memdesc-cast').map((f) => `${f.file} ${f.function}`);
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.example', ...args], {
      cwd: tree,
      env,
      encoding: 'utf8',
    });
  const append = (file: string, text: string) => appendFileSync(join(tree, file), text);

  before(() => {
    cpSync(modelTree(), tree, { recursive: true });
    append('mm/memory.c', CAST('old_cast'));
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'base');
  });
  after(() => rmSync(folder, { recursive: true }));

  it('prints findings as gcc prints warnings, and says so with its status', () => {
    const { status, stdout } = ptdesc('mm/memory.c');
    assert.equal(status, 1);
    const line = readFileSync(join(tree, 'mm/memory.c'), 'utf8').split('\n').length - 2;
    assert.match(
      stdout,
      new RegExp(`^mm/memory\\.c:${line}:9: warning: .* \\[raw-memdesc-cast\\]$`, 'm'),
    );
  });

  it('finds the same from the cache, from a broken one, and from none', () => {
    const first = jsonl();
    assert.ok(casts(first).includes('mm/memory.c old_cast'));
    assert.deepEqual(jsonl(), first);
    for (const name of readdirSync(cache)) writeFileSync(join(cache, name), '{"format":1,"value":');
    assert.deepEqual(jsonl(), first);
    rmSync(cache, { recursive: true });
    assert.deepEqual(jsonl(), first);
  });

  it('reads again what changed, also where only a header did, or one has come', () => {
    const header = join(tree, 'include/linux/check-test.h');
    const source = join(tree, 'mm/check-test.c');
    const check = () => casts(jsonl('mm/check-test.c'));
    const text = `#include <linux/mm.h>\n#include <linux/check-test.h>\nvoid *use(struct page *page)\n{\n\treturn (TARGET *)page;\n}\n`;
    writeFileSync(source, text);
    assert.deepEqual(check(), []);
    writeFileSync(header, '#define TARGET struct ptdesc\n');
    assert.deepEqual(check(), ['mm/check-test.c use']);
    writeFileSync(header, '#define TARGET struct page\n');
    assert.deepEqual(check(), []);
    writeFileSync(source, text.replace('TARGET', 'struct ptdesc'));
    assert.deepEqual(check(), ['mm/check-test.c use']);
    rmSync(header);
    rmSync(source);
  });

  it('reads early files again when a memdesc is found far away, and tells each finding once', () => {
    const record = 'struct late {\n\tunsigned long flags;\n\tunsigned long rest[7];\n};\n';
    writeFileSync(join(tree, 'include/linux/late.h'), record);
    const includes = '#include <linux/mm.h>\n#include <linux/late.h>\n';
    const cast = `${includes}struct late *late_of(struct page *page)\n{\n\treturn (struct late *)page + 1;\n}\n`;
    writeFileSync(join(tree, 'mm/late-user.c'), cast + CAST('early_cast'));
    mkdirSync(join(tree, 'drivers/late'), { recursive: true });
    const assertion =
      'static_assert(offsetof(struct page, flags) == offsetof(struct late, flags));\nstatic_assert(sizeof(struct late) <= sizeof(struct page));\n';
    rmSync(cache, { recursive: true, force: true });
    const before = casts(jsonl('--info'));
    assert.ok(!before.includes('mm/late-user.c late_of'));
    writeFileSync(join(tree, 'drivers/late/late.c'), includes + assertion);
    rmSync(cache, { recursive: true, force: true });
    const found = casts(jsonl('--info'));
    assert.deepEqual(found.toSorted(), [...before, 'mm/late-user.c late_of'].toSorted());
    assert.deepEqual(casts(jsonl('--info')).toSorted(), found.toSorted());
    for (const name of ['include/linux/late.h', 'mm/late-user.c', 'drivers'])
      rmSync(join(tree, name), { recursive: true });
  });

  it('runs twice at once on one cache', async () => {
    rmSync(cache, { recursive: true, force: true });
    const run = () =>
      new Promise<string>((resolve) => {
        const child = spawn(process.execPath, [MAIN, 'check', '--tree', tree, 'mm'], { env });
        let text = '';
        child.stdout.on('data', (part) => {
          text += part;
        });
        child.on('close', () => resolve(text));
      });
    const [a, b] = await Promise.all([run(), run()]);
    assert.ok(a.includes('raw-memdesc-cast'));
    assert.equal(a, b);
    assert.equal(ptdesc('mm').stdout, a);
  });

  it('leaves out what a baseline has, whatever lines moved', () => {
    for (const format of ['jsonl', 'sarif']) {
      const file = join(folder, `baseline.${format}`);
      writeFileSync(file, ptdesc('mm', '--format', format).stdout);
      const path = join(tree, 'mm/memory.c');
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, `\n\n${text}${CAST('fresh_cast')}`);
      assert.deepEqual(casts(jsonl('mm', '--baseline', file)), ['mm/memory.c fresh_cast']);
      writeFileSync(path, text);
      assert.equal(ptdesc('mm', '--baseline', file).status, 0);
    }
    assert.equal(ptdesc('mm', '--baseline', MAIN).status, 2);
  });

  it('keeps what a patch would introduce, answers it, and leaves the tree alone', () => {
    append('mm/memory.c', CAST('fresh_cast'));
    const patch = join(folder, 'fresh.patch');
    writeFileSync(patch, git('diff'));
    git('checkout', '-q', 'mm/memory.c');
    assert.deepEqual(casts(jsonl('--patch', patch)), ['mm/memory.c fresh_cast']);
    const { stdout, status } = ptdesc('--patch', patch);
    assert.equal(status, 1);
    assert.match(stdout, /^mm\/memory\.c:\d+:9: warning: /m);
    assert.match(stdout, /^> \+\treturn \(struct ptdesc \*\)page \+ 1;\n\nwarning: /m);
    assert.equal(git('status', '--porcelain'), '');
  });

  it('checks every reader of a header that a patch changes', () => {
    const header = 'include/linux/check-test.h';
    writeFileSync(
      join(tree, header),
      '#define TO_PTDESC(p) page_ptdesc(p)\nstatic inline struct ptdesc *in_header(struct page *p) { return TO_PTDESC(p); }\n',
    );
    writeFileSync(
      join(tree, 'mm/check-test.c'),
      '#include <linux/mm.h>\n#include <linux/check-test.h>\nstruct page *nothing;\n',
    );
    git('add', '-A');
    git('commit', '-qm', 'header');
    writeFileSync(
      join(tree, header),
      'static inline struct ptdesc *in_header(struct page *p) { return (struct ptdesc *)p + 1; }\n',
    );
    assert.deepEqual(casts(jsonl('--diff', 'HEAD')), [`${header} in_header`]);
    git('checkout', '-q', '.');
    git('reset', '-q', '--hard', 'HEAD~1');
  });

  it('says why, and whether it can be mended', () => {
    const file = 'mm/check-test.c';
    const text = `#include <linux/mm.h>
void free_it(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt || !pagetable_pmd_ctor(pt))
		return;
	pagetable_free(pt);
}
`;
    writeFileSync(join(tree, file), text);
    // Where the constructor fails, the memory is left behind: another rule's finding.
    const [found, ...more] = jsonl(file).filter(({ rule }) => rule !== 'leaked-table');
    assert.deepEqual(more, []);
    const { rule, severity, line, fixable, related } = found;
    assert.deepEqual(
      { rule, severity, line, fixable },
      { rule: 'missing-destructor', severity: 'error', line: 8, fixable: true },
    );
    assert.deepEqual(related[0], { file, line: 6, col: 14, message: 'The constructor ran here.' });
    rmSync(join(tree, file));
  });

  it('weighs rules as it is told', () => {
    const of = (...options: string[]) =>
      jsonl('mm', ...options).filter(({ rule }) => rule === 'raw-memdesc-cast');
    assert.deepEqual(new Set(of().map(({ severity }) => severity)), new Set(['warning']));
    const raised = of('--severity', 'raw-memdesc-cast=error').map(({ severity }) => severity);
    assert.deepEqual(new Set(raised), new Set(['error']));
    assert.deepEqual(of('--severity', 'raw-memdesc-cast=off'), []);
    for (const wrong of ['no-such-rule=off', 'raw-memdesc-cast=loud', 'raw-memdesc-cast']) {
      const { status, stderr } = ptdesc('mm', '--severity', wrong);
      assert.equal(status, 2);
      assert.match(stderr, new RegExp(`^ptdesc: --severity ${wrong}: `));
    }
  });

  it('says in one line when a patch does not apply', () => {
    const patch = join(folder, 'stale.patch');
    writeFileSync(patch, '--- a/mm/memory.c\n+++ b/mm/memory.c\n@@ -1 +1 @@\n-no such line\n+x\n');
    const { status, stdout, stderr } = ptdesc('--patch', patch);
    assert.equal(status, 2);
    assert.equal(stdout, '');
    assert.match(
      stderr,
      /^ptdesc: .*mm\/memory\.c: the patch does not apply \(hunk 1, at line 1\)\n$/,
    );
  });

  it('keeps what the change since a revision introduces, new files included', () => {
    append('mm/memory.c', CAST('fresh_cast'));
    writeFileSync(join(tree, 'mm/fresh.c'), `#include <linux/mm.h>\n${CAST('in_new_file')}`);
    const found = casts(jsonl('--diff', 'HEAD'));
    assert.deepEqual(found.sort(), ['mm/fresh.c in_new_file', 'mm/memory.c fresh_cast']);
    rmSync(join(tree, 'mm/fresh.c'));
    git('checkout', '-q', '.');
    assert.equal(ptdesc('--diff', 'HEAD').status, 0);
    const unknown = ptdesc('--diff', 'no-such-revision');
    assert.deepEqual([unknown.status, unknown.stdout], [2, '']);
    assert.match(unknown.stderr, /^ptdesc: --diff no-such-revision: .*no such revision\n$/);
    const option = ptdesc('--diff=--output=/tmp/x');
    assert.equal(option.status, 2);
  });

  it('runs nothing that a repository brings', () => {
    const trap = join(folder, 'trap.sh');
    const mark = join(folder, 'sprung');
    writeFileSync(trap, `#!/bin/sh\necho "$0 $*" >> ${mark}\ncat\n`);
    chmodSync(trap, 0o755);
    const config = readFileSync(join(tree, '.git/config'), 'utf8');
    appendFileSync(
      join(tree, '.git/config'),
      `[core]\n\tfsmonitor = ${trap}\n\thooksPath = ${folder}\n\tpager = ${trap}\n\tsshCommand = ${trap}\n\talternateRefsCommand = ${trap}\n\teditor = ${trap}\n` +
        `[diff]\n\texternal = ${trap}\n[diff "c"]\n\ttextconv = ${trap}\n\tcommand = ${trap}\n[filter "c"]\n\tclean = ${trap}\n\tsmudge = ${trap}\n\tprocess = ${trap}\n\trequired = true\n` +
        `[alias]\n\trev-parse = !${trap}\n\tls-tree = !${trap}\n\tcat-file = !${trap}\n[credential]\n\thelper = !${trap}\n[gpg]\n\tprogram = ${trap}\n[pager]\n\tls-tree = ${trap}\n` +
        `[include]\n\tpath = ${folder}/other-config\n`,
    );
    writeFileSync(join(folder, 'other-config'), `[core]\n\tfsmonitor = ${trap}\n`);
    writeFileSync(join(tree, '.git/info/attributes'), '*.c diff=c filter=c\n');
    for (const hook of ['post-index-change', 'reference-transaction', 'post-checkout']) {
      cpSync(trap, join(tree, '.git/hooks', hook));
    }
    append('mm/memory.c', CAST('fresh_cast'));
    assert.deepEqual(casts(jsonl('--diff', 'HEAD')), ['mm/memory.c fresh_cast']);
    assert.equal(existsSync(mark), false);
    // The trap would have sprung for a plain diff.
    spawnSync('git', ['diff', '--stat'], { cwd: tree, env });
    assert.equal(existsSync(mark), true);
    writeFileSync(join(tree, '.git/config'), config);
    rmSync(join(tree, '.git/info/attributes'));
    git('checkout', '-q', '-f', '.');
  });

  it('says so where there is no repository', () => {
    const bare = join(folder, 'bare');
    mkdirSync(bare);
    const { GIT_DIR: _, ...clean } = env as Record<string, string>;
    cpSync(modelTree(), bare, { recursive: true });
    const args = [MAIN, 'check', '--tree', bare, '--diff', 'HEAD'];
    const result = spawnSync(process.execPath, args, { env: clean, encoding: 'utf8' });
    assert.equal(result.status, 2);
    assert.match(result.stderr, /^ptdesc: --diff HEAD: .*repository.*\n$/);
  });

  it('answers for the other files when one cannot be read', () => {
    const { status, stderr } = ptdesc('mm/memory.c', 'mm/no-such-file.c');
    assert.equal(status, 2);
    assert.match(stderr, /mm\/no-such-file\.c/);
  });
});
