// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tells what is known about a page, for the log.
 */
#include <linux/kernel.h>
#include <linux/mm.h>

struct flag_name {
	unsigned long mask;
	const char *name;
};

#define FLAG_NAME(flag) { 1UL << PG_##flag, #flag }

static const struct flag_name pageflag_names[] = {
	FLAG_NAME(locked), FLAG_NAME(waiters), FLAG_NAME(error),
	FLAG_NAME(referenced), FLAG_NAME(uptodate), FLAG_NAME(dirty),
	FLAG_NAME(lru), FLAG_NAME(active), FLAG_NAME(workingset),
	FLAG_NAME(slab), FLAG_NAME(owner_priv_1), FLAG_NAME(arch_1),
	FLAG_NAME(reserved), FLAG_NAME(private), FLAG_NAME(private_2),
	FLAG_NAME(writeback), FLAG_NAME(head), FLAG_NAME(mappedtodisk),
	FLAG_NAME(reclaim), FLAG_NAME(swapbacked), FLAG_NAME(unevictable),
#ifdef CONFIG_MMU
	FLAG_NAME(mlocked),
#endif
#ifdef CONFIG_MEMORY_FAILURE
	FLAG_NAME(hwpoison),
#endif
};

static const struct flag_name pagetype_names[] = {
	{ PG_buddy, "buddy" },
	{ PG_offline, "offline" },
	{ PG_table, "table" },
	{ PG_guard, "guard" },
};

static void dump_flag_names(unsigned long flags)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(pageflag_names); i++)
		if (flags & pageflag_names[i].mask)
			pr_warn(" %s", pageflag_names[i].name);
	pr_warn("\n");
}

/* A type is a bit that is clear. */
static void dump_page_type(unsigned int page_type)
{
	unsigned int i;

	pr_warn("page_type: %#x", page_type);
	for (i = 0; i < ARRAY_SIZE(pagetype_names); i++)
		if (!(page_type & pagetype_names[i].mask))
			pr_warn(" %s", pagetype_names[i].name);
	pr_warn("\n");
}

static const char *mapping_kind(const struct page *page)
{
	unsigned long bits = (unsigned long)page->mapping & PAGE_MAPPING_FLAGS;

	if (bits == PAGE_MAPPING_KSM)
		return "ksm ";
	return bits & PAGE_MAPPING_ANON ? "anon " : "";
}

static void __dump_page(struct page *page)
{
	struct page *head = compound_head(page);
	struct folio *folio = (struct folio *)head;
	int mapcount = page_mapcount(page);

	pr_warn("page:%p refcount:%d mapcount:%d mapping:%p index:%#lx pfn:%#lx\n",
		page, page_ref_count(head), mapcount, page->mapping, page->index,
		page_to_pfn(page));
	if (folio_test_large(folio))
		pr_warn("head:%p order:%u entire_mapcount:%d nr_pages_mapped:%d pincount:%d\n",
			head, folio_order(folio),
			atomic_read(&folio->_entire_mapcount) + 1,
			atomic_read(&folio->_nr_pages_mapped),
			atomic_read(&folio->_pincount));
#ifdef CONFIG_MEMCG
	if (head->memcg_data)
		pr_warn("memcg:%lx\n", head->memcg_data);
#endif
	pr_warn("%sflags: %#lx", mapping_kind(head), head->flags);
	dump_flag_names(head->flags);
	dump_page_type(head->page_type);
	print_hex_dump(KERN_WARNING, "raw: ", 32, sizeof(unsigned long), page,
		       sizeof(struct page));
	if (head != page)
		print_hex_dump(KERN_WARNING, "head: ", 32, sizeof(unsigned long),
			       head, sizeof(struct page));
}

void dump_page(struct page *page, const char *reason)
{
	/* A struct page that was never initialised is all ones. */
	if (page->flags == PAGE_POISON_PATTERN) {
		pr_warn("page:%p is uninitialized and poisoned\n", page);
		return;
	}
	__dump_page(page);
	if (reason)
		pr_warn("page dumped because: %s\n", reason);
}

void dump_mm(const struct mm_struct *mm)
{
	pr_warn("mm %p task_size %lu pgd %p mm_users %d mm_count %d map_count %d\n",
		mm, mm->task_size, mm->pgd, atomic_read(&mm->mm_users),
		atomic_read(&mm->mm_count), mm->map_count);
#ifdef CONFIG_MMU
	pr_warn("pgtables_bytes %lu\n", mm_pgtables_bytes(mm));
#endif
}
