/**
 * wrong-view follows pointers to single members: each source runs as someone's own scenario on the model,
 * and must be flagged where it names the member, or not at all.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Simulator } from '../../emulator/src/link/simulator.ts';
import { openKernelTree } from '../../server/src/kernel/kernel-tree.ts';
import { simulatedMachines } from '../../server/src/simulate/machines.ts';
import { openKernel } from '../../server/src/simulate/open-kernel.ts';
import { MODEL } from '../model/model-build.ts';

const FUNCTIONS = `
#include "scenario.h"
#include "../mm/slab.h"
static void put(unsigned long *word, unsigned long value) { *word = value; }
static void put_later(unsigned long *word) { unsigned long *same = word; put(same, 1); }
static unsigned long get(const unsigned long *word) { return READ_ONCE(*word); }
static unsigned long *private_of(struct page *page) { return &page->private; }
static unsigned long *other_of(struct page *page) { unsigned long *p = private_of(page); return p; }
static void clear(char *at, int count) { while (count--) *at++ = 0; }
`;

/** `slab` is the page of an object of a cache, `table` that of a page table, `page` one of no one. */
const BEFORE = `
	LIST_HEAD(head);
	void *object = kmalloc(64, GFP_KERNEL);
	pgtable_t table = pte_alloc_one(mm);
	struct page *page = alloc_pages(GFP_KERNEL, 0);
	struct page *slab = object ? virt_to_page(object) : NULL;

	if (object && table && page) {
`;
const AFTER = `
	}
	if (page)
		__free_pages(page, 0);
	if (table)
		pte_free(mm, table);
	kfree(object);
`;

/** A line with `// !` must be flagged; no other may be. */
const FLAGGED: Readonly<Record<string, string>> = {
  'a slab put on a list by a variable': `
		struct slab saved = *page_slab(slab);
		struct list_head *l = &slab->lru; // !
		list_add(l, &head);
		list_del(l);
		*page_slab(slab) = saved;`,
  'a slab put on a list as a folio': `
		struct slab saved = *page_slab(slab);
		list_add_tail(&slab_folio(page_slab(slab))->lru, &head); // !
		*page_slab(slab) = saved;`,
  'a word of a table, two calls away': `
		put_later(&table->private); // !`,
  'a word of a table, by a function that gives its address': `
		put(private_of(table), 0); // !`,
  'the same, by a function that asks another one': `
		unsigned long *word;
		word = other_of(table); // !
		*word = 0;`,
  'a word of a table that is only read': `
		unsigned long *word = &table->private; // !
		EXPECT(get(word) != 1);`,
  'a word of a table, byte by byte': `
		clear((char *)&table->private, sizeof(table->private)); // !`,
  'a word of a table, by the machine': `
		memset(&table->private, 0, sizeof(table->private)); // !`,
  'a word of a table, one of two values': `
		unsigned long own = 0, *word = &own;
		if (get(&own) == 0)
			word = &table->private; // !
		put(word, 1);`,
  'a word of no one under another name': `
		struct list_head *l = &page_slab(page)->slab_list;
		INIT_LIST_HEAD(l);
		EXPECT(page->mapping); // !
		page->mapping = NULL;`,
};

const CLEAN: Readonly<Record<string, string>> = {
  'a table on a list by page->lru, which lies over pt_list by an assertion': `
		struct list_head *l = &table->lru;
		list_add(l, &head);
		list_del_init(l);
		list_add_tail(&page_ptdesc(table)->pt_list, &head);
		list_del(&table->lru);`,
  'a page and a table on one list: neighbours are written without a name': `
		struct list_head *l = &page->lru;
		list_add(&page_ptdesc(table)->pt_list, &head);
		list_add(l, &head);
		list_del(&table->lru);
		list_del(l);`,
  'a slab on a list by its own descriptor': `
		struct list_head old = page_slab(slab)->slab_list, *l = &page_slab(slab)->slab_list;
		INIT_LIST_HEAD(l);
		page_slab(slab)->slab_list = old;`,
  'words of a table by its own descriptor': `
		struct ptdesc *ptdesc = page_ptdesc(table);
		struct mm_struct **own = &ptdesc->pt_mm;
		unsigned long *flags = &table->flags;
		put(flags, get(flags));
		*own = NULL;`,
  'a variable that points to something else by then': `
		unsigned long *word = &table->private;
		word = &table->flags;
		put(word, get(word));`,
  'a pointer that was moved out of the member that it was made from': `
		unsigned long *word = &table->private;
		word -= offsetof(struct page, private) / sizeof(*word);
		put(word, get(word));`,
  'a conversion, and the lock of a table': `
		struct ptdesc *ptdesc = page_ptdesc(table);
		spinlock_t *ptl = ptlock_ptr(ptdesc);
		spin_lock(ptl);
		atomic_inc(&ptdesc_page(ptdesc)->_refcount);
		atomic_dec(&ptdesc_folio(ptdesc)->_refcount);
		spin_unlock(ptl);`,
};

describe('wrong-view by a pointer to a member', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-views-'));
  after(() => rmSync(folder, { recursive: true }));
  const tree = openKernelTree(MODEL);
  assert.ok(tree);
  const [machine] = simulatedMachines(tree, { tree: MODEL, arch: 'x86_64' });

  function check(name: string, body: string): void {
    const text = `${FUNCTIONS}SCENARIO(own, "pte", "${name}")\n{${BEFORE}${body}${AFTER}}\n`;
    const file = join(folder, `${name.replace(/\W+/g, '-')}.c`);
    writeFileSync(file, text);
    const result = new Simulator(openKernel({ machine, file })).simulate('own');
    assert.equal(result.outcome, 'completed', result.message ?? undefined);
    const found = result.findings.map((each) => `${each.check}:${each.place?.line}`);
    const lines = text.split('\n');
    const expected = lines.flatMap((line, i) =>
      line.includes('// !') ? [`wrong-view:${i + 1}`] : [],
    );
    assert.deepEqual(found, expected, result.findings.map((each) => each.message).join('\n'));
  }

  for (const [name, body] of Object.entries(FLAGGED)) it(`flags ${name}`, () => check(name, body));
  for (const [name, body] of Object.entries(CLEAN))
    it(`does not flag ${name}`, () => check(name, body));
});
