/*
 * Pages in random states, shown by the kernel's own print code: mm/debug.c, lib/vsprintf.c and
 * lib/hexdump.c of a real tree, under its configuration. gcc compiles it for this machine, and the
 * emulator runs it as it is. Behind each text stand the members' values, as the compiler reads them.
 *
 * What the print code calls of the rest of the kernel is below: a console, a map of the struct pages,
 * and answers of subsystems that are not there.
 */
#include "mm/util.c"
#include "mm/debug.c"
#include "lib/siphash.c"
#include "lib/ctype.c"
#include "lib/kstrtox.c"
#include "lib/hexdump.c"
#undef pr_fmt
#define pr_fmt(format) format
#include "lib/vsprintf.c"
#include "mm/slab.h"
#include <linux/version.h>

int putchar(int character);
int main(int argc, char **argv);

#define IS_NEW (LINUX_VERSION_CODE >= KERNEL_VERSION(6, 18, 0))

/* The console: what is printed, without the level before each line. */
static void console(const char *format, va_list arguments)
{
	static char line[1024];

	vsnprintf(line, sizeof(line), format, arguments);
	for (const char *text = line[0] == KERN_SOH_ASCII ? line + 2 : line; *text; text++)
		putchar(*text);
}

static __printf(1, 2) void say(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	console(format, arguments);
	va_end(arguments);
}

#undef _printk
int _printk(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	console(format, arguments);
	va_end(arguments);
	return 0;
}

/* Struct pages, as many as the largest folio has; the first one's frame is a multiple of that. */
#define MAX_ORDER_HERE 4
#define NR_PAGES (1 << MAX_ORDER_HERE)
#define FIRST_PFN 0x1a2b0UL
static struct page pages[NR_PAGES] __aligned(NR_PAGES * sizeof(struct page));

unsigned long page_offset_base = 0xffff888000000000;

/* Where the struct pages are, so that page_to_pfn() answers. */
#ifdef CONFIG_SPARSEMEM_VMEMMAP
unsigned long vmemmap_base;
static void map_pages(void)
{
	vmemmap_base = (unsigned long)pages - FIRST_PFN * sizeof(struct page);
}
#define NR_SECTIONS_HERE 1
#else
static struct mem_section sections[SECTIONS_PER_ROOT];
static struct mem_section *roots[NR_SECTION_ROOTS];
struct mem_section **mem_section = roots;
static void map_pages(void)
{
	roots[0] = sections;
	for (unsigned int i = 0; i < SECTIONS_PER_ROOT; i++)
		sections[i].section_mem_map = (unsigned long)pages - FIRST_PFN * sizeof(struct page);
}
#define NR_SECTIONS_HERE SECTIONS_PER_ROOT
#endif
static bool is_cma;
#ifdef CONFIG_CMA
#define CMA_BLOCK MIGRATE_CMA
#else
#define CMA_BLOCK MIGRATE_MOVABLE
#endif
/* The swap cache, which has so many spaces for each device, or one for all. */
static struct address_space spaces[8];
struct address_space *swapper_spaces[MAX_SWAPFILES] = { spaces };
struct address_space swap_space;

bool is_free_buddy_page(const struct page *page)
{
	return false;
}

unsigned long get_pfnblock_flags_mask(const struct page *page, unsigned long pfn, unsigned long mask)
{
	return is_cma ? CMA_BLOCK : MIGRATE_MOVABLE;
}

enum migratetype get_pfnblock_migratetype(const struct page *page, unsigned long pfn)
{
	return is_cma ? CMA_BLOCK : MIGRATE_MOVABLE;
}

void dump_mapping(const struct address_space *mapping)
{
	pr_warn("aops:%s ino:%lx dentry name:\"%s\"\n", "a_file_aops", 0x1031bUL, "some file");
}

/* xorshift64*: the same pages everywhere. */
static unsigned long long state;

static unsigned long long roll(unsigned long long bound)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (state * 2685821657736338717ULL >> 16) % bound;
}

/* An address as the kernel hands them out, which is a multiple of eight. */
static unsigned long some_address(void)
{
	return PAGE_OFFSET + (roll(0xffffff) << 3);
}

/* What such a word has in the bits that an address does not need. Each number is asked for in a statement of its own. */
static unsigned long add_low_bits(unsigned long address)
{
	return roll(2) ? address + roll(4) : address;
}

static unsigned long *flags_of(struct page *page)
{
	return (unsigned long *)&page->flags;
}

static void set_random_flags(struct page *page)
{
	unsigned long *flags = flags_of(page);

	for (int bit = 0; bit < __NR_PAGEFLAGS; bit++)
		if (bit != PG_head && roll(6) == 0)
			*flags |= 1UL << bit;
}

static void set_owner(struct page *page)
{
	page->lru.next = roll(3) ? (void *)some_address() : LIST_POISON1;
	page->lru.prev = roll(3) ? (void *)some_address() : LIST_POISON2;
	if (roll(2))
		*(unsigned long *)&page->mapping = add_low_bits(some_address());
	*(unsigned long *)&((struct folio *)page)->index = roll(2) ? roll(0x100000) : some_address();
	set_page_private(page, roll(2) ? 0 : some_address());
	atomic_set(&page->_mapcount, (int)roll(7) - 1);
#ifdef CONFIG_MEMCG
	if (roll(3) == 0)
		page->memcg_data = add_low_bits(some_address());
#endif
}

/* Types in use, and a few that have no name. */
static void set_type(struct page *page)
{
	static const unsigned char types[] = {
		PGTY_buddy, PGTY_offline, PGTY_table, PGTY_guard, PGTY_hugetlb, PGTY_slab,
		PGTY_zsmalloc, PGTY_unaccepted,
	};

	page->page_type = (unsigned int)types[roll(ARRAY_SIZE(types))] << 24;
	if (roll(3) == 0)
		page->page_type |= roll(0x1000);
}

static void make_page(struct page *page)
{
	enum zone_type zone = roll(MAX_NR_ZONES);

	memset(page, 0, sizeof(*page));
	set_page_node(page, roll(MAX_NUMNODES));
	set_page_zone(page, zone);
#ifdef SECTION_IN_PAGE_FLAGS
	set_page_section(page, roll(NR_SECTIONS_HERE));
#endif
#if LAST_CPUPID_WIDTH
	*flags_of(page) |= (unsigned long)roll(1 << LAST_CPUPID_WIDTH) << LAST_CPUPID_PGSHIFT;
#endif
	init_page_count(page);
	set_page_count(page, (int)roll(12) - 1);
	atomic_set(&page->_mapcount, -1);
	if (roll(8) == 0)
		return;
	set_random_flags(page);
	set_owner(page);
	if (roll(3) == 0)
		set_type(page);
	/* Where the swap cache has it, this word says where its copy is. */
	if (folio_test_swapcache((struct folio *)page))
		set_page_private(page, roll(0x10000));
}

/* A folio over the first pages; its first page has the flag, the others name it. */
static void make_folio(unsigned int order)
{
	struct folio *folio = (struct folio *)pages;

	for (int i = 1; i < 1 << order; i++) {
		memset(&pages[i], 0, sizeof(*pages));
		*flags_of(&pages[i]) = *flags_of(pages) & ~((1UL << NR_PAGEFLAGS) - 1);
		atomic_set(&pages[i]._mapcount, (int)roll(4) - 1);
#if IS_NEW
		prep_compound_tail(&pages[i], pages, order);
#else
		prep_compound_tail(pages, i);
#endif
	}
	__SetPageHead(pages);
	prep_compound_head(pages, order);
	if (roll(2))
		atomic_set(&folio->_large_mapcount, (int)roll(9) - 1);
	if (order > 1 && roll(2)) {
		atomic_set(&folio->_entire_mapcount, (int)roll(3) - 1);
		atomic_set(&folio->_nr_pages_mapped, roll(3));
		atomic_set(&folio->_pincount, roll(3));
	}
}

#define FIELD(record, base, member, type) \
	say(record ".%s 0x%llx\n", #member, (unsigned long long)(type)(base)->member)

/* The values of members that memdescs share, as this compiler reads them. */
static void say_fields(struct page *page)
{
	struct slab *slab = (struct slab *)page;
	struct ptdesc *ptdesc = (struct ptdesc *)page;
	struct folio *folio = (struct folio *)pages;

	FIELD("struct page", page, lru.next, unsigned long);
	FIELD("struct page", page, lru.prev, unsigned long);
	FIELD("struct page", page, mapping, unsigned long);
	FIELD("struct page", page, private, unsigned long);
	FIELD("struct page", page, page_type, unsigned int);
	FIELD("struct page", page, _mapcount.counter, unsigned int);
	FIELD("struct page", page, _refcount.counter, unsigned int);
#ifdef CONFIG_MEMCG
	FIELD("struct page", page, memcg_data, unsigned long);
#endif
	FIELD("struct slab", slab, slab_cache, unsigned long);
	FIELD("struct slab", slab, slab_list.next, unsigned long);
	FIELD("struct slab", slab, freelist, unsigned long);
	FIELD("struct slab", slab, inuse, unsigned int);
	FIELD("struct slab", slab, objects, unsigned int);
	FIELD("struct slab", slab, frozen, unsigned int);
	FIELD("struct ptdesc", ptdesc, pt_list.next, unsigned long);
	FIELD("struct ptdesc", ptdesc, pt_mm, unsigned long);
	FIELD("struct ptdesc", ptdesc, __page_type, unsigned int);
	if (!folio_test_large(folio))
		return;
	FIELD("struct folio", folio, _flags_1, unsigned long);
	FIELD("struct folio", folio, _large_mapcount.counter, unsigned int);
}

/* mm/debug.c has no names for some. */
static const char *name_of_type(struct page *page)
{
	static const char *const names[] = {
		"buddy", "offline", "table", "guard", "hugetlb", "slab", "zsmalloc", "unaccepted",
	};

	return page_has_type(page) ? names[(page->page_type >> 24) - PGTY_buddy] : "none";
}

/* What is known about a page without its text: flags by number, place, type and counts. */
static void say_expected(struct page *page)
{
	say("-- flags");
	for (unsigned int i = 0; i < ARRAY_SIZE(pageflag_names) - 1; i++)
		if (*flags_of(page) & pageflag_names[i].mask)
			say(" %s", pageflag_names[i].name);
	say("\n-- zone %d\n", page_zonenum(page));
	say("-- type %s\n", name_of_type(page));
	say("-- refcount %d\n-- fields\n", atomic_read(&page->_refcount));
	say_fields(page);
	say("-- bytes");
	for (unsigned int i = 0; i < sizeof(*page); i++)
		say(" %02x", ((unsigned char *)page)[i]);
	say("\n");
}

/* A page of a folio; one in a few is split while the print code looks, so that its head is smaller than it says. */
static struct page *page_of_folio(const char **kind)
{
	unsigned int order = 1 + roll(MAX_ORDER_HERE);
	struct page *page;

	make_folio(order);
	page = pages + roll(1 << order);
	*kind = page == pages ? "head" : "tail";
	if (page - pages > 2 && roll(4) == 0) {
		folio_set_order((struct folio *)pages, 1);
		*kind = "torn";
	}
	return page;
}

static void show(unsigned long number)
{
	struct page *page = pages;
	const char *kind = "page";

	memset(pages, 0, sizeof(pages));
	make_page(pages);
	if (roll(4) == 0)
		page = page_of_folio(&kind);
	is_cma = roll(8) == 0;
	say("== %s %lu\n", kind, number);
	dump_page(page, "a test");
	say_expected(page);
}

/* A seed, a number of pages, and whether pointers are shown as they are, which a kernel does when it is told. */
int main(int argc, char **argv)
{
	unsigned long count = simple_strtoul(argv[2], NULL, 10);

	state = simple_strtoull(argv[1], NULL, 10) | 1;
	map_pages();
	no_hash_pointers = argc > 3;
	filled_random_ptr_key = true;
	for (unsigned long i = 0; i < count; i++)
		show(i);
	return 0;
}
