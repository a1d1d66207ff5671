import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { NodeFileSystem } from '../../src/kernel/node-file-system.ts';
import { missingConstructor } from '../../src/rules/missing-constructor.ts';
import { runRules } from '../../src/rules/run/run-rules.ts';
import { architecturePeers } from '../../src/rules/support/architecture-peers.ts';
import type { Finding } from '../../src/rules/support/rule.ts';
import { openTables } from '../test-kit/mini-tables.ts';

const CONSTRUCTS = `
static inline pud_t *pud_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 1);

	if (!pt)
		return NULL;
	pagetable_pud_ctor(pt);
	return ptdesc_address(pt);
}
`;
const RAW = `
static inline pud_t *pud_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	return (pud_t *)get_zeroed_page(GFP_KERNEL);
}
`;
const PASSES_ON = `
static inline pud_t *pud_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	return small_table_alloc(mm);
}
`;

describe('other architectures as peers', () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  /** What the rule says about a raw function, where others are as they are here. */
  function findings(others: Record<string, string>, own = RAW): Finding[] {
    const tree = mkdtempSync(join(tmpdir(), 'ptdesc-peers-'));
    folders.push(tree);
    for (const [file, text] of Object.entries(others)) {
      mkdirSync(dirname(join(tree, 'arch', file)), { recursive: true });
      writeFileSync(join(tree, 'arch', file), text);
    }
    const peers = architecturePeers({ fs: new NodeFileSystem(), tree, sourceArch: 'own' });
    return runRules({ ...openTables(own), peers }, [missingConstructor]);
  }

  const PGALLOC = 'include/asm/pgalloc.h';

  it('are named where most of them construct', () => {
    const [found, ...more] = findings({
      [`one/${PGALLOC}`]: CONSTRUCTS,
      'two/mm/pgtable.c': CONSTRUCTS,
      [`three/${PGALLOC}`]: RAW,
    });
    assert.deepEqual(more, []);
    assert.equal(found?.severity, 'info');
    assert.match(found?.message ?? '', /construct theirs: one, two\. /);
    const places = found?.related
      ?.slice(1)
      .map(({ file, line }) => `${file.split('/arch/')[1]}:${line}`);
    assert.deepEqual(places, [`one/${PGALLOC}:2`, 'two/mm/pgtable.c:2']);
  });

  const quiet: readonly (readonly [string, Record<string, string>, string?])[] = [
    ['one alone', { [`one/${PGALLOC}`]: CONSTRUCTS }],
    [
      'as many that do not',
      {
        [`a/${PGALLOC}`]: CONSTRUCTS,
        [`b/${PGALLOC}`]: CONSTRUCTS,
        [`c/${PGALLOC}`]: RAW,
        [`d/${PGALLOC}`]: RAW,
      },
    ],
    ['its own function', { [`own/${PGALLOC}`]: CONSTRUCTS, [`one/${PGALLOC}`]: CONSTRUCTS }],
    [
      'functions that pass the work on',
      { [`a/${PGALLOC}`]: PASSES_ON, [`b/${PGALLOC}`]: PASSES_ON },
    ],
    ['nobody', {}],
    [
      'others, where it constructs',
      { [`a/${PGALLOC}`]: CONSTRUCTS, [`b/${PGALLOC}`]: CONSTRUCTS },
      CONSTRUCTS,
    ],
  ];
  for (const [title, others, own] of quiet)
    it(`say nothing against ${title}`, () => assert.deepEqual(findings(others, own), []));
});
