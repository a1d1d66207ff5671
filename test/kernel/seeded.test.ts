/** Mistakes that are put into a real kernel, in memory: the rules see them through its real headers. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Interner } from '../../language/src/lexer/interner.ts';
import { SourceMap } from '../../language/src/source/source-map.ts';
import { TranslationUnit } from '../../language/src/unit/translation-unit.ts';
import { discoverMemdescs } from '../../server/src/memdesc/discover.ts';
import { openProfile } from '../../server/src/profile/profile.ts';
import { runRules } from '../../server/src/rules/run/run-rules.ts';
import type { Finding } from '../../server/src/rules/support/rule.ts';
import { requireKernel } from '../kernels/builds.ts';

const FILE = 'mm/pgtable-generic.c';

const HEAD = `
#include <linux/slab.h>
#include <linux/rculist.h>
#include <asm/pgalloc.h>
#include <asm/tlb.h>
extern struct list_head seeded_list;
extern struct kmem_cache *seeded_cache;
static void seeded_free(struct rcu_head *head)
{
	pagetable_free(container_of(head, struct ptdesc, pt_rcu_head));
}
`;

/** The parameters and body of a function with one mistake, and the same without it. */
const MISTAKES: Readonly<
  Record<string, readonly [parameters: string, wrong: string, right: string]>
> = {
  'missing-destructor': [
    'struct mm_struct *mm, pmd_t *pmd',
    'pagetable_free(virt_to_ptdesc(pmd));',
    'struct ptdesc *pt = virt_to_ptdesc(pmd); pagetable_pmd_dtor(pt); pagetable_free(pt);',
  ],
  'double-destructor': [
    'struct mm_struct *mm, pmd_t *pmd',
    'pagetable_pmd_dtor(virt_to_ptdesc(pmd)); pmd_free(mm, pmd);',
    'pmd_free(mm, pmd);',
  ],
  'leaked-table': [
    'struct mm_struct *mm, pud_t *pud, int is_late',
    `pmd_t *pmd = pmd_alloc_one(mm, 0);
	if (!pmd || is_late) return;
	pud_populate(mm, pud, pmd);`,
    `pmd_t *pmd = pmd_alloc_one(mm, 0);
	if (!pmd) return;
	if (is_late) pmd_free(mm, pmd);
	else pud_populate(mm, pud, pmd);`,
  ],
  'untested-allocation': [
    'struct mm_struct *mm, pud_t *pud',
    'pmd_t *pmd = pmd_alloc_one(mm, 0); pud_populate(mm, pud, pmd);',
    'pmd_t *pmd = pmd_alloc_one(mm, 0); if (pmd) pud_populate(mm, pud, pmd);',
  ],
  'ignored-constructor-result': [
    'struct ptdesc *pt',
    'pagetable_pte_ctor(pt);',
    'if (!pagetable_pte_ctor(pt)) pagetable_free(pt);',
  ],
  'double-constructor': [
    'struct ptdesc *pt',
    'if (!pagetable_pte_ctor(pt)) return; if (!pagetable_pte_ctor(pt)) return;',
    'if (!pagetable_pte_ctor(pt)) return; pagetable_pte_dtor(pt);',
  ],
  // A file that makes raw tables may free them raw: this is about another level than the others.
  'missing-constructor': [
    'struct mm_struct *mm, p4d_t *p4d',
    `pud_t *pud = (pud_t *)get_zeroed_page(GFP_PGTABLE_USER);
	if (pud) p4d_populate(mm, p4d, pud);`,
    'pud_t *pud = pud_alloc_one(mm, 0); if (pud) p4d_populate(mm, p4d, pud);',
  ],
  'allocation-pair': [
    'gfp_t gfp',
    'unsigned long table = __get_free_pages(gfp, 1); if (table) free_page(table);',
    'unsigned long table = __get_free_pages(gfp, 1); if (table) free_pages(table, 1);',
  ],
  'use-after-free-or-queue': [
    'struct ptdesc *pt',
    'pagetable_free(pt); pt->pt_mm = NULL;',
    'pt->pt_mm = NULL; pagetable_free(pt);',
  ],
  'direct-page-type-store': ['struct page *page', 'page->page_type = 0;', '__SetPageTable(page);'],
  'wrong-level': [
    'struct mm_struct *mm, pud_t *pud',
    `struct ptdesc *pt = pagetable_alloc(GFP_PGTABLE_USER, 0);
	if (!pt) return;
	if (!pagetable_pte_ctor(pt)) { pagetable_free(pt); return; }
	pud_populate(mm, pud, ptdesc_address(pt));`,
    'pmd_t *pmd = pmd_alloc_one(mm, 0); if (pmd) pud_populate(mm, pud, pmd);',
  ],
  'lock-without-constructor': [
    'gfp_t gfp',
    `struct ptdesc *pt = pagetable_alloc(gfp, 0);
	if (!pt) return;
	spin_lock(ptlock_ptr(pt));
	pagetable_free(pt);`,
    `struct ptdesc *pt = pagetable_alloc(gfp, 0);
	if (!pt) return;
	if (pagetable_pte_ctor(pt)) { spin_lock(ptlock_ptr(pt)); pagetable_pte_dtor(pt); }
	pagetable_free(pt);`,
  ],
  'table-without-page': [
    'gfp_t gfp',
    `pud_t *pud = kmem_cache_alloc(seeded_cache, gfp);
	if (pud) pagetable_pud_ctor(virt_to_ptdesc(pud));`,
    `pud_t *pud = (pud_t *)get_zeroed_page(gfp);
	if (pud) pagetable_pud_ctor(virt_to_ptdesc(pud));`,
  ],
  'listed-when-queued': [
    'struct ptdesc *pt',
    'list_add(&pt->pt_list, &seeded_list); call_rcu(&pt->pt_rcu_head, seeded_free);',
    `list_add(&pt->pt_list, &seeded_list); list_del(&pt->pt_list);
	call_rcu(&pt->pt_rcu_head, seeded_free);`,
  ],
  'wrong-queue-token': [
    'struct mmu_gather *tlb, pmd_t *pmd',
    'pagetable_pmd_dtor(virt_to_ptdesc(pmd)); tlb_remove_table(tlb, pmd);',
    'pagetable_pmd_dtor(virt_to_ptdesc(pmd)); tlb_remove_table(tlb, virt_to_ptdesc(pmd));',
  ],
  'table-reference-count': [
    'pte_t *pte',
    'if (page_count(virt_to_page(pte)) > 1) cond_resched();',
    'if (page_count(pte_page(*pte)) > 1) cond_resched();',
  ],
  'private-of-table': [
    'pgd_t *pgd',
    'set_page_private(virt_to_page(pgd), 1);',
    'set_page_private(pfn_to_page(1), (unsigned long)pgd);',
  ],
  'version-skew': [
    'pte_t *pte',
    'pgtable_pte_page_dtor(virt_to_page(pte));',
    'pagetable_pte_dtor(virt_to_ptdesc(pte));',
  ],
  'tail-as-memdesc': [
    'struct page *page',
    'pagetable_pte_dtor(page_ptdesc(page + 1));',
    'pagetable_pte_dtor(page_ptdesc(page));',
  ],
  'void-laundering': [
    'struct page *page',
    'void *table = page; pagetable_pte_dtor(table);',
    'struct ptdesc *table = page_ptdesc(page); pagetable_pte_dtor(table);',
  ],
  'descriptor-as-address': [
    'struct page *page',
    'pagetable_pte_dtor(virt_to_ptdesc(page));',
    'pagetable_pte_dtor(page_ptdesc(page));',
  ],
  'lost-count': [
    'struct folio *folio',
    'atomic_set(&folio->_pincount, atomic_read(&folio->_pincount) + 1);',
    'atomic_inc(&folio->_pincount);',
  ],
  'whole-memdesc-store': [
    'struct ptdesc *pt',
    'memset(pt, 0, sizeof(*pt));',
    'struct ptdesc copy = *pt; memset(&copy, 0, sizeof(copy));',
  ],
  'tagged-pointer-cast': [
    'struct encoded_page *encoded',
    'set_page_dirty((struct page *)encoded);',
    'set_page_dirty(encoded_page_ptr(encoded));',
  ],
  'moved-huge-entry': [
    'struct mm_struct *mm, pmd_t *from, pmd_t *to',
    'pmd_t pmd = pmdp_huge_get_and_clear(mm, 0, from); set_pmd_at(mm, 0, to, pmd);',
    'pmd_t pmd = pmdp_huge_get_and_clear(mm, 0, from); set_pmd_at(mm, 0, from, pmd);',
  ],
  'field-of-another-view': [
    'struct ptdesc *pt',
    'list_del(&ptdesc_page(pt)->lru);',
    'list_del(&pt->pt_list);',
  ],
  'unzeroed-table': [
    'struct mm_struct *mm, pmd_t *pmd',
    'pgtable_t pte = __pte_alloc_one(mm, GFP_KERNEL); if (pte) pmd_populate(mm, pmd, pte);',
    'pgtable_t pte = __pte_alloc_one(mm, GFP_PGTABLE_USER); if (pte) pmd_populate(mm, pmd, pte);',
  ],
  'highmem-table-address': [
    'struct mm_struct *mm',
    `pgtable_t pte = __pte_alloc_one(mm, GFP_PGTABLE_USER | __GFP_HIGHMEM);
	if (pte) clear_page(page_address(pte));`,
    `pgtable_t pte = __pte_alloc_one(mm, GFP_PGTABLE_USER | __GFP_HIGHMEM);
	if (pte && !PageHighMem(pte)) clear_page(page_address(pte));`,
  ],
  'field-behind-small-page': [
    'gfp_t gfp',
    'struct folio *folio = folio_alloc(gfp, 1); if (folio) INIT_LIST_HEAD(&folio->_deferred_list);',
    'struct folio *folio = folio_alloc(gfp, 2); if (folio) INIT_LIST_HEAD(&folio->_deferred_list);',
  ],
  'typed-page-mapped': [
    'struct vm_area_struct *vma, struct page *page',
    '__SetPageOffline(page); vm_insert_page(vma, 0, page);',
    '__SetPageOffline(page); __ClearPageOffline(page); vm_insert_page(vma, 0, page);',
  ],
  'paravirt-pair': [
    'struct mm_struct *mm, struct page *page',
    'paravirt_alloc_pmd(mm, page_to_pfn(page)); __free_page(page);',
    `paravirt_alloc_pmd(mm, page_to_pfn(page)); paravirt_release_pmd(page_to_pfn(page));
	__free_page(page);`,
  ],
  'overlapping-field-read': [
    'struct ptdesc *pt',
    'pt->pt_mm = NULL; if (pt->pt_index) pagetable_free(pt);',
    'pt->pt_mm = NULL; if (pt->pt_mm) pagetable_free(pt);',
  ],
  'deposit-at-destructor': [
    'struct mm_struct *mm, pmd_t *pmd, pgtable_t pte',
    'pgtable_trans_huge_deposit(mm, pmd, pte); pmd_free(mm, pmd);',
    `pgtable_trans_huge_deposit(mm, pmd, pte);
	pte_free(mm, pgtable_trans_huge_withdraw(mm, pmd)); pmd_free(mm, pmd);`,
  ],
  'list-of-two-views': [
    'struct mm_struct *mm, struct ptdesc *pt',
    'list_add(&pt->pt_list, &mm->mmlist); get_page(list_first_entry(&mm->mmlist, struct page, lru));',
    `list_add(&pt->pt_list, &mm->mmlist);
	list_del(&list_first_entry(&mm->mmlist, struct ptdesc, pt_list)->pt_list);`,
  ],
  'ptl-used-directly': ['struct ptdesc *pt', 'spin_lock(&pt->ptl);', 'spin_lock(ptlock_ptr(pt));'],
  'raw-memdesc-cast': [
    'struct page *page',
    'pagetable_pte_dtor((struct ptdesc *)page);',
    'pagetable_pte_dtor(page_ptdesc(page));',
  ],
};

const nameOf = (rule: string, which: string) => `${which}_${rule.replaceAll('-', '_')}`;

function textOf([rule, [parameters, wrong, right]]: [string, readonly [string, string, string]]) {
  const bodies = [
    ['seeded', wrong],
    ['mended', right],
  ] as const;
  return bodies
    .map(([which, body]) => `void ${nameOf(rule, which)}(${parameters})\n{\n\t${body}\n}\n`)
    .join('');
}

describe('mistakes in Linux 6.12', function () {
  this.timeout(240_000);
  let findings: readonly Finding[];

  before(function () {
    const { tree, build } = requireKernel(this, 'full');
    const profile = openProfile({ tree, build });
    const sources = new SourceMap(profile.fs, new Interner());
    const path = join(tree, FILE);
    const bytes = sources.load(path)?.bytes;
    assert.ok(bytes);
    const seeds = Object.entries(MISTAKES).map(textOf).join('');
    sources.replace(path, Buffer.concat([bytes, Buffer.from(HEAD + seeds)]));
    const options = profile.fileOptions(path);
    const unit = new TranslationUnit(sources, profile.target, options, path).build();
    const model = discoverMemdescs(unit);
    const file = sources.load(path);
    assert.ok(model && file);
    findings = runRules({ unit, model, file }, undefined, (rule, error) =>
      assert.fail(`${rule}: ${error}`),
    );
  });

  const rulesIn = (name: string) =>
    findings
      .filter((finding) => finding.function === name)
      .map(({ rule }) => rule)
      // Functions of a few lines destruct a table and leave it at that: only one of them is about it.
      .filter((rule) => rule !== 'leaked-table' || name.endsWith('_leaked_table'));

  for (const rule of Object.keys(MISTAKES)) {
    it(`are found: ${rule}`, () => assert.deepEqual(rulesIn(nameOf(rule, 'seeded')), [rule]));
    it(`are gone when mended: ${rule}`, () =>
      assert.deepEqual(rulesIn(nameOf(rule, 'mended')), []));
  }

  it('are all that is found', () => {
    const ours = (name: string | null) => /^(seeded|mended)_/.test(name ?? '');
    assert.deepEqual(
      findings.filter((finding) => !ours(finding.function)),
      [],
    );
  });
});
