/**
 * Mistakes that a patch would make in files of many architectures of a real kernel that nothing was prepared
 * in: each is found as it is under that architecture's own profile.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROFILE_REQUEST, type ProfileInfo } from '../../server/src/protocol.ts';
import { LanguageClient } from '../../server/test/test-kit/language-client.ts';
import { requireKernel } from '../kernels/builds.ts';
import { repositoryRoot } from '../repository/repository-root.ts';

const CLI = join(repositoryRoot, 'server/src/cli/main.ts');

/** A file of each, and the profile that compiles it where that is not the architecture's default. */
const FILES: readonly (readonly [file: string, profile: string])[] = [
  ['arch/arm64/mm/mmu.c', 'arm64'],
  ['arch/s390/mm/pgalloc.c', 's390'],
  ['arch/riscv/mm/init.c', 'riscv'],
  ['arch/powerpc/mm/pgtable-frag.c', 'powerpc'],
  ['arch/arm/mm/mmu.c', 'arm'],
  ['arch/m68k/mm/motorola.c', 'm68k'],
  ['arch/m68k/mm/sun3mmu.c', 'm68k (sun3_defconfig)'],
  ['arch/sparc/mm/srmmu.c', 'sparc'],
  ['arch/sparc/mm/init_64.c', 'sparc64'],
  ['arch/mips/mm/pgtable-32.c', 'mips'],
  ['arch/loongarch/mm/pgtable.c', 'loongarch'],
  ['arch/parisc/mm/init.c', 'parisc'],
  ['arch/x86/mm/init_32.c', 'i386'],
];

/** What is put in at the end: a function by each rule that reports it, and how severe that is. */
const MISTAKES = {
  'missing-destructor':
    'seeded_pte(struct ptdesc *pt) { if (!pagetable_pte_ctor(pt)) return; pagetable_free(pt); }',
  'double-destructor':
    'seeded_twice(struct ptdesc *pt) { pagetable_pte_dtor(pt); pagetable_pte_dtor(pt); pagetable_free(pt); }',
  'ignored-constructor-result': 'seeded_ignored(struct ptdesc *pt) { pagetable_pte_ctor(pt); }',
  'double-constructor':
    'seeded_ctors(struct ptdesc *pt) { if (!pagetable_pte_ctor(pt)) return; if (!pagetable_pte_ctor(pt)) return; }',
  'allocation-pair':
    'seeded_pair(gfp_t gfp) { unsigned long t = __get_free_pages(gfp, 1); if (t) free_page(t); }',
  'use-after-free-or-queue':
    'seeded_late(struct ptdesc *pt) { pagetable_free(pt); pt->pt_mm = NULL; }',
} as const;

interface Line {
  readonly rule: string;
  readonly severity: string;
  readonly file: string;
  readonly function: string;
  readonly exact: boolean;
  readonly profiles: readonly string[];
}

function patchOf(tree: string, file: string): string {
  const lines = readFileSync(join(tree, file), 'utf8').split('\n').slice(0, -1);
  const added = ['#include <asm/pgalloc.h>', ...Object.values(MISTAKES).map((f) => `void ${f}`)];
  const context = lines.slice(-3);
  const start = lines.length - 2;
  return [
    `--- a/${file}`,
    `+++ b/${file}`,
    `@@ -${start},3 +${start},${3 + added.length} @@`,
    ...context.map((line) => ` ${line}`),
    ...added.map((line) => `+${line}`),
    '',
  ].join('\n');
}

function check(args: readonly string[], tree: string): Line[] {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [CLI, 'check', '--tree', tree, '--format', 'jsonl', ...args],
    { encoding: 'utf8', cwd: tree, maxBuffer: 1 << 26 },
  );
  assert.equal(status, 1, stderr);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

const shown = ({ file, rule, severity, exact, ...rest }: Line): string =>
  `${file} ${rest.function} ${rule} ${severity} ${exact} ${rest.profiles}`;

/** What each mistake weighs is the rule's; it is the same in every architecture. */
const SEVERITIES: Readonly<Record<keyof typeof MISTAKES, string>> = {
  'missing-destructor': 'error',
  'double-destructor': 'error',
  'ignored-constructor-result': 'error',
  'double-constructor': 'error',
  'allocation-pair': 'error',
  'use-after-free-or-queue': 'error',
};

/** A place in a file, and what a hover on it says of its bytes and an editor of its architecture. */
const HOVERS: readonly (readonly [file: string, text: string, bytes: RegExp, status: RegExp])[] = [
  ['arch/arm/mm/flush.c', '&folio->flags', /0\u20133/, /^arm \u00b7 \S*defconfig \u00b7 6\.12$/],
  ['arch/s390/mm/gmap.c', 'page->index = 0', /32\u201339/, /^s390 \u00b7 defconfig \u00b7 6\.12$/],
  ['arch/sparc/mm/init_64.c', 'pg_flags = folio->flags', /0\u20137/, /^sparc64 \u00b7 /],
  ['mm/filemap.c', 'folio->mapping', /24\u201331/, /^x86_64 \u00b7 defconfig \u00b7 6\.12$/],
];

describe('an editor on a kernel that nothing was prepared in', () => {
  for (const [file, text, bytes, status] of HOVERS) {
    it(`reads ${file} as its own architecture`, async function () {
      const { tree } = requireKernel(this, 'defconfig');
      if (!readFileSync(join(tree, file), 'utf8').includes(text))
        throw new Error(`${text} is gone`);
      const client = await LanguageClient.start(tree, {});
      try {
        const uri = await client.open(join(tree, file));
        assert.match((await client.hover(uri, text, text.lastIndexOf('>') + 1)) ?? '', bytes);
        const info = await client.connection.sendRequest<ProfileInfo>(PROFILE_REQUEST, { uri });
        assert.match(info.status, status);
      } finally {
        await client.stop();
      }
    });
  }

  it('weighs what it finds as the command line does', async function () {
    const { tree } = requireKernel(this, 'defconfig');
    const file = 'arch/m68k/mm/motorola.c';
    const [onCommandLine] = check([file], tree);
    const client = await LanguageClient.start(tree, {});
    try {
      const uri = await client.open(join(tree, file));
      const { diagnostics } = await client.published(uri, ({ diagnostics: d }) => d.length > 0);
      const shown = diagnostics.map(({ code, severity, range }) => [
        code,
        severity === 1 ? 'error' : severity,
        range.start.line + 1,
      ]);
      const { rule, severity, line } = onCommandLine as Line & { line: number };
      assert.deepEqual(shown, [[rule, severity, line]]);
    } finally {
      await client.stop();
    }
  });
});

describe("a patch to many architectures' code", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ptdesc-architectures-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('is judged in each by its own profile, with no option', function () {
    const { tree } = requireKernel(this, 'defconfig');
    const patch = join(folder, 'seeded.patch');
    writeFileSync(patch, FILES.map(([file]) => patchOf(tree, file)).join(''));
    const found = check(['--patch', patch], tree).map(shown);
    const expected = FILES.flatMap(([file, profile]) =>
      Object.entries(MISTAKES).map(([rule, text]) => {
        const name = /^\w+/.exec(text)?.[0];
        const severity = SEVERITIES[rule as keyof typeof MISTAKES];
        return `${file} ${name} ${rule} ${severity} true ${profile}`;
      }),
    );
    assert.deepEqual(found.sort(), expected.sort());
  });
});
