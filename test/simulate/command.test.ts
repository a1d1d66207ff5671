/** `ptdesc simulate` as a user calls it: what it prints, how it ends, what it says of bad input. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../repository/repository-root.ts';

const CLI = join(repositoryRoot, 'server/src/cli/main.ts');
const FORGOTTEN = join(import.meta.dirname, 'files/forgotten.c');

function simulate(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [CLI, 'simulate', ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
}

/** Runs a scenario of the test's own. */
function simulateText(text: string, ...args: string[]): ReturnType<typeof simulate> {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-scenario-'));
  try {
    const file = join(folder, 'own.c');
    writeFileSync(file, `#include "scenario.h"\n${text}`);
    return simulate(file, '--arch', 'x86_64', ...args);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('ptdesc simulate', () => {
  it('names the lifecycles of a machine, and why some are not for it', () => {
    const { status, stdout } = simulate('--list', '--arch', 's390', '--format', 'jsonl');
    assert.equal(status, 0);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const reasons = new Map(lines.map(({ entry, reason }) => [entry, reason]));
    assert.equal(reasons.get('s390-halves'), null);
    assert.match(reasons.get('xen-pin'), /CONFIG_XEN_PV is not set/);
  });

  it('names each lifecycle in a line, with its machines and why others lack it', () => {
    const { status, stdout } = simulate('--list', '--arch', 'x86');
    assert.equal(status, 0);
    const lines = stdout.trim().split('\n');
    const names = lines.map((line) => line.split(' ')[0]);
    assert.equal(new Set(names).size, names.length);
    const lineOf = (name: string) => lines[names.indexOf(name)] ?? '';
    assert.match(lineOf('pte'), /\[on all 6 machines\]$/);
    assert.match(lineOf('xen-pin'), /\[on x86_64_full; elsewhere: CONFIG_XEN_PV is not set\b.*\]$/);
    assert.match(lineOf('srmmu-pool'), /\[on none; elsewhere: the machine is not sparc32\b.*\]$/);
  });

  it('prints calls, stores by field, counters and the end', () => {
    const { status, stdout } = simulate('pte', '--arch', 'x86_64_full');
    assert.equal(status, 0);
    assert.match(
      stdout,
      /pagetable_pte_ctor\(0xffffea[0-9a-f]+\) {2}include\/asm-generic\/pgalloc\.h:\d+/,
    );
    assert.match(stdout, /page [0-9a-f]+: struct \w+\.(page\.)?page_type 0xffffffff -> 0xfffffdff/);
    assert.match(stdout, /NR_PAGETABLE 0 -> 1\n/);
    assert.match(stdout, /memcg kmem 2 -> 3\n/);
    assert.match(stdout, /completed after \d+ steps, 1 allocation, 0 findings\n$/);
  });

  it('runs the modelled kernel as it was before the series, and shows the difference', () => {
    const { status, stdout } = simulate('pte', '--arch', 'x86_64_lockdep', '--before');
    assert.equal(status, 0);
    assert.match(stdout, /pgtable_pte_page_ctor\(/);
    assert.match(stdout, /page [0-9a-f]+: struct page\.ptl 0x0 -> 0xffff/);
    assert.doesNotMatch(stdout, /ptdesc/);
    const now = simulate('pte', '--arch', 'x86_64_lockdep');
    assert.match(now.stdout, /page [0-9a-f]+: struct ptdesc\.ptl 0x0 -> 0xffff/);
  });

  it('finds before the series that a table of four pages counts as one', () => {
    const { status, stdout } = simulate('pmd', '--arch', 's390', '--before', '--format', 'jsonl');
    assert.equal(status, 1);
    const { findings } = JSON.parse(stdout);
    assert.equal(findings[0].check, 'counter-unbalanced');
    assert.match(findings[0].message, /^NR_PAGETABLE changes by 1 in the constructor of page/);
    assert.equal(simulate('pmd', '--arch', 's390').status, 0);
  });

  it('finds what a scenario of the user forgets, with its line, and ends with 1', () => {
    const { status, stdout } = simulate(FORGOTTEN, '--arch', 'x86_64', '--format', 'jsonl');
    assert.equal(status, 1);
    const { findings } = JSON.parse(stdout);
    const line =
      readFileSync(FORGOTTEN, 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('second =')) + 1;
    const leak = findings.find(({ check }: { check: string }) => check === 'page-leaked');
    assert.match(leak.file, /asm-generic\/pgalloc\.h$/);
    const expectation = findings.find(({ check }: { check: string }) => check === 'expectation');
    assert.deepEqual([expectation.file, expectation.line], [FORGOTTEN, line + 4]);
  });

  it('lets each allocation fail in turn', () => {
    const { status, stdout } = simulate(
      'pgd',
      '--arch',
      'i386_pae',
      '--explore',
      '--format',
      'jsonl',
    );
    assert.equal(status, 0);
    const runs = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      runs.map(({ fail }) => fail),
      [null, ...runs.slice(1).map((_, i) => i + 1)],
    );
    assert.ok(runs.length > 4);
  });

  it('refuses a name that no one knows, and one that is for another machine', () => {
    const unknown = simulate('nothing', '--arch', 'x86_64');
    assert.deepEqual([unknown.status, unknown.stdout], [2, '']);
    assert.match(unknown.stderr, /nothing: there is no such lifecycle/);
    const everywhere = simulate('nothing', '--arch', 'powerpc');
    // One line for all machines, behind the one that says which kernel answers.
    const lines = everywhere.stderr.trim().split('\n');
    assert.equal(lines.filter((line) => line.includes('nothing')).length, 1, everywhere.stderr);
    assert.equal(lines.length, 2, everywhere.stderr);
    const other = simulate('s390-halves', '--arch', 'x86_64');
    assert.equal(other.status, 2);
    assert.match(other.stderr, /not for this machine: the machine is not s390/);
  });

  it('says that there is no such allocation to fail', () => {
    const { status, stderr } = simulate('pte', '--arch', 's390', '--fail', '99');
    assert.equal(status, 2);
    assert.match(stderr, /--fail 99: at most 1 of a run can fail, so none did/);
  });

  it('calls a function of the tree, with arguments made from their types', () => {
    const run = simulate('__pte_alloc', '--arch', 'arm64', '--format', 'json');
    assert.equal(run.status, 0, run.stderr);
    const [{ entry, outcome, trace }] = JSON.parse(run.stdout);
    assert.deepEqual([entry, outcome], ['__pte_alloc', 'completed']);
    assert.ok(trace.some((event: { function?: string }) => event.function === 'pmd_install'));
    const other = simulate('folio_put', '--arch', 'arm64');
    assert.equal(other.status, 2);
    assert.match(other.stderr, /an argument of type struct folio \* cannot be made/);
  });

  it('says what does not compile, and where', () => {
    const { status, stderr } = simulateText('SCENARIO(broken, "pte", "Broken") { int x = ; }');
    assert.equal(status, 2);
    assert.match(stderr, /own\.c:2: /);
  });

  it('says what is defined twice', () => {
    const { status, stderr } = simulateText(
      'static void twice(void) { }\nstatic void twice(void) { }\nSCENARIO(own, "pte", "Own") { twice(); }',
    );
    assert.equal(status, 2);
    assert.match(stderr, /own\.c:3: redefinition of 'twice'/);
  });

  it('names a function without a body', () => {
    const { status, stdout } = simulateText(
      'void nowhere(void);\nSCENARIO(own, "pte", "Own") { nowhere(); }',
      '--format',
      'jsonl',
    );
    assert.equal(status, 2);
    const { outcome, unmodelled } = JSON.parse(stdout);
    assert.deepEqual({ outcome, unmodelled }, { outcome: 'unmodelled', unmodelled: ['nowhere'] });
  });

  it('ends an endless loop, a recursion and a use of all memory by their limits', () => {
    const loop = simulateText(
      'SCENARIO(own, "pte", "Own") { for (;;) ; }',
      '--max-steps',
      '5000',
      '--format',
      'json',
    );
    assert.equal(loop.status, 2);
    assert.match(loop.stdout, /"outcome": "limit"/);
    assert.match(loop.stdout, /more than 5000 steps/);
    const deep = simulateText(
      'static int f(int x) { return f(x + 1) + 1; }\nSCENARIO(own, "pte", "Own") { f(0); }',
      '--max-depth',
      '100',
      '--format',
      'json',
    );
    assert.match(deep.stdout, /more than 100 calls are open/);
    const large = simulateText(
      'SCENARIO(own, "pte", "Own") { char *p = page_address(pfn_to_page(1UL << 40)); *p = 1; }',
      '--format',
      'jsonl',
    );
    assert.equal(large.status, 1);
    assert.match(large.stdout, /"outcome":"fault"/);
  });

  it('tells of a null pointer and BUG() with their lines', () => {
    const texts: readonly (readonly [string, RegExp])[] = [
      ['*(int *)0 = 1;', /"check":"null"/],
      ['BUG();', /"check":"kernel-bug"/],
    ];
    for (const [body, expected] of texts) {
      const { status, stdout } = simulateText(
        `SCENARIO(own, "pte", "Own") { ${body} }`,
        '--format',
        'jsonl',
      );
      assert.equal(status, 1, body);
      assert.match(stdout, expected);
      assert.match(stdout, /own\.c","line":2/);
    }
  });

  it('never shows what it cannot do itself as a finding', () => {
    const texts: readonly (readonly [string, string])[] = [
      ['asm volatile("frobnicate");', 'inline assembly that is not known: "frobnicate"'],
      ['__builtin_no_such(1);', 'no_such() has no body here and no model'],
    ];
    for (const [body, message] of texts) {
      const { status, stdout } = simulateText(
        `SCENARIO(own, "pte", "Own") {\n${body}\n}`,
        '--format',
        'jsonl',
      );
      const { outcome, findings, gap } = JSON.parse(stdout);
      assert.equal(status, 2, body);
      assert.deepEqual(
        { outcome, findings, line: gap.line },
        { outcome: 'unmodelled', findings: [], line: 3 },
      );
      assert.match(gap.file, /own\.c$/);
      assert.equal(gap.message, message);
    }
  });
});
