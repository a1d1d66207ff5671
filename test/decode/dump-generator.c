/*
 * Prints page dumps as the kernel does: the lines of dump_page() (mm/debug.c) and of a bad page
 * (mm/page_alloc.c), of Linux 6.12 or 7, for a machine of any width and order, which this program need
 * not run on. Behind each text stands what a decoder must say of it.
 *
 * WORD_BITS is 32 or 64, BIG is 0 or 1; MINI_7 chooses the kernel, as it does in the headers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BITS_PER_LONG WORD_BITS
#define _LINUX_MINI_H
#include "kernel/include/linux/page-flags.h"

typedef unsigned long long u64;

enum { WORD = WORD_BITS / 8, SIZE = 6 * WORD + 8 + WORD };

/* Struct page's words. Where several memdescs name one, the machine does not care. */
struct scenario {
	const char *name;
	u64 flags, word1, word2, mapping, index, private;
	unsigned int type_or_mapcount;
	int refcount;
	u64 memcg;
	int order;			/* 0: no folio of several pages */
	int bad;			/* "BUG: Bad page state" comes before it */
	const char *reason;
	const char *trace;
};

#define FLAG(name) (1ULL << PG_##name)
#define TYPE(name) ((unsigned int)PGTY_##name << 24)
#define UNTYPED(count) ((unsigned int)(count) - 1)
#if WORD_BITS == 64
#define POINTER(low) (0xffff888000000000ULL + (low))
#define POISON(low) (0xdead000000000000ULL + (low))
#else
#define POINTER(low) (0xc0000000ULL + (low))
#define POISON(low) ((u64)(low))
#endif
#define ZONE(n) ((u64)(n) << (WORD_BITS - 2))

static const struct scenario scenarios[] = {
	{
		.name = "a page table that lost its destructor",
		.flags = ZONE(2) | FLAG(referenced) | FLAG(owner_priv_1),
		.word1 = POISON(0x100), .word2 = POISON(0x122), .index = POINTER(0x4000),
		.type_or_mapcount = TYPE(table),
		.bad = 1, .reason = "nonzero mapcount",
		.trace = " bad_page+0x71/0x100\n __free_pages_ok+0x3b0/0x400\n"
			 " free_pgd_range+0x1b0/0x2a0\n ? exit_lock+0x1/0x8\n exit_mmap+0x15f/0x2e0\n",
	}, {
		.name = "a page that is mapped and on the lru",
		.flags = ZONE(1) | FLAG(uptodate) | FLAG(lru) | FLAG(swapbacked),
		.word1 = POINTER(0x1008), .word2 = POINTER(0x2008), .mapping = POINTER(0x9001),
		.index = 0x7f3, .type_or_mapcount = UNTYPED(2), .refcount = 3,
		.reason = "VM_BUG_ON_PAGE(page_ref_count(page) == 3)",
	}, {
		.name = "a slab that is still charged",
		.flags = ZONE(2) | FLAG(private),
		.word1 = POINTER(0x40c0), .word2 = POINTER(0x1100), .mapping = POINTER(0x1200),
		.index = POINTER(0x8180), .private = 0x800a0005,
		.type_or_mapcount = TYPE(slab), .refcount = 1, .memcg = POINTER(0x7701),
		.bad = 1, .reason = "page still charged to cgroup",
		.trace = " bad_page+0x71/0x100\n free_unref_page+0x2c/0x80\n discard_slab+0x41/0x60\n",
	}, {
		.name = "the head of a folio",
		.flags = ZONE(2) | FLAG(head) | FLAG(dirty) | FLAG(waiters),
		.word1 = POINTER(0x3008), .word2 = POINTER(0x3008), .mapping = POINTER(0x9100),
		.index = 0x40, .type_or_mapcount = UNTYPED(0), .refcount = 5, .order = 2,
		.reason = "VM_BUG_ON_FOLIO(folio_test_dirty(folio))",
	}, {
		.name = "a page that was put once too often",
		.flags = ZONE(1),
		.word1 = POISON(0x100), .word2 = POISON(0x122),
		.type_or_mapcount = UNTYPED(0), .refcount = -1,
		.bad = 1, .reason = "nonzero _refcount",
	},
};

static void store(unsigned char *at, u64 value, int size)
{
	for (int i = 0; i < size; i++)
		at[BIG ? size - 1 - i : i] = value >> (8 * i);
}

static u64 load(const unsigned char *at, int size)
{
	u64 value = 0;

	for (int i = 0; i < size; i++)
		value |= (u64)at[BIG ? size - 1 - i : i] << (8 * i);
	return value;
}

static void lay_out(const struct scenario *s, unsigned char *page)
{
	const u64 words[] = { s->flags, s->word1, s->word2, s->mapping, s->index, s->private };

	for (int i = 0; i < 6; i++)
		store(page + i * WORD, words[i], WORD);
	store(page + 6 * WORD, s->type_or_mapcount, 4);
	store(page + 6 * WORD + 4, (unsigned int)s->refcount, 4);
	store(page + 6 * WORD + 8, s->memcg, WORD);
}

/* print_hex_dump() with rows of 32 bytes and groups of a long (lib/hexdump.c). */
static void hex_dump(const char *prefix, const unsigned char *bytes, int size)
{
	for (int row = 0; row < size; row += 32) {
		printf("%s", prefix);
		for (int i = row; i < row + 32 && i < size; i += WORD)
			printf("%s%0*llx", i > row ? " " : "", 2 * WORD, load(bytes + i, WORD));
		printf("\n");
	}
}

struct flag_name {
	int bit;
	const char *name;
};

/* In an order of its own, as the kernel's table of names is. */
static const struct flag_name flag_names[] = {
	{ PG_locked, "locked" }, { PG_waiters, "waiters" }, { PG_referenced, "referenced" },
	{ PG_uptodate, "uptodate" }, { PG_dirty, "dirty" }, { PG_lru, "lru" },
	{ PG_active, "active" }, { PG_owner_priv_1, "owner_priv_1" },
	{ PG_reserved, "reserved" }, { PG_private, "private" }, { PG_writeback, "writeback" },
	{ PG_head, "head" }, { PG_reclaim, "reclaim" }, { PG_swapbacked, "swapbacked" },
	{ PG_unevictable, "unevictable" },
};
#define NAMES (sizeof(flag_names) / sizeof(flag_names[0]))

/* %pGp of lib/vsprintf.c */
static void print_flags(u64 flags)
{
	const char *separator = "";

	printf("flags: 0x%llx(", flags);
	for (unsigned int i = 0; i < NAMES; i++)
		if (flags >> flag_names[i].bit & 1) {
			printf("%s%s", separator, flag_names[i].name);
			separator = "|";
		}
	printf("%szone=%d)\n", separator, (int)(flags >> (WORD_BITS - 2)));
}

static const char *type_name(unsigned int type)
{
	static const char *const names[] = {
		[0x0] = "buddy", [0x1] = "offline", [0x2] = "table", [0x5] = "slab",
	};
	unsigned int i = type - 0xf0;

	return i < sizeof(names) / sizeof(names[0]) ? names[i] : "unknown";
}

static int has_type(unsigned int word)
{
	return word >> 24 >= 0xf0 && word >> 24 != 0xff;
}

static void print_text(const struct scenario *s, const unsigned char *page,
		       const unsigned char *second)
{
	int mapcount = has_type(s->type_or_mapcount) ? 0 : (int)s->type_or_mapcount + 1;
	/*
	 * folio_mapping(): none of a slab or of an anonymous page, the swap cache's for
	 * its pages; pointers are hashed.
	 */
	u64 swap_cache = FLAG(owner_priv_1) | FLAG(swapbacked);
	int has_mapping = s->type_or_mapcount != TYPE(slab) &&
			  ((s->flags & swap_cache) == swap_cache || (s->mapping && !(s->mapping & 3)));
	/* A folio begins at a multiple of its size. */
	unsigned long pfn = s->order ? 0x1a2b0UL : 0x1a2b3UL;
	u64 mapping = has_mapping ? 0xc0ffee00ULL : 0;

	if (s->bad)
		printf("[   12.345678] BUG: Bad page state in process %s  pfn:%05lx\n", "sh", pfn);
	printf("[   12.345679] page: refcount:%d mapcount:%d mapping:%0*llx index:0x%llx pfn:%#lx\n",
	       s->refcount, mapcount, 2 * WORD, mapping, s->index, pfn);
	if (s->order)
		printf("head: order:%u mapcount:%d entire_mapcount:%d nr_pages_mapped:%d pincount:%d\n",
		       s->order, 5, 0, 0, 0);
	if (s->memcg)
		printf("memcg:%llx\n", s->memcg);
	printf("%s", (s->mapping & 3) == 3 ? "ksm " : s->mapping & 1 ? "anon " : "");
	print_flags(s->flags);
	if (has_type(s->type_or_mapcount))
		printf("page_type: %x(%s)\n", s->type_or_mapcount >> 24,
		       type_name(s->type_or_mapcount >> 24));
	hex_dump("raw: ", page, SIZE);
	if (s->order) {
		hex_dump("head: ", page, SIZE);
		hex_dump("head: ", second, SIZE);
	}
	if (s->reason)
		printf("page dumped because: %s\n", s->reason);
	if (s->trace)
		printf("Call Trace:\n <TASK>\n%s </TASK>\n", s->trace);
}

static void expect(const char *record, const char *path, u64 value)
{
	printf("%s.%s 0x%llx\n", record, path, value);
}

static void expect_fields(const struct scenario *s)
{
	unsigned int half = s->private >> (WORD_BITS == 64 && BIG ? 32 : 0);

#ifdef MINI_7
	expect("struct page", "flags.f", s->flags);
#else
	expect("struct page", "flags", s->flags);
#endif
	expect("struct page", "lru.next", s->word1);
	expect("struct page", "lru.prev", s->word2);
	expect("struct page", "mapping", s->mapping);
	expect("struct page", "index", s->index);
	expect("struct page", "private", s->private);
	expect("struct page", "page_type", s->type_or_mapcount);
	expect("struct page", "_refcount.counter", (unsigned int)s->refcount);
	expect("struct page", "memcg_data", s->memcg);
	expect("struct ptdesc", "pt_flags", s->flags);
	expect("struct ptdesc", "pt_list.next", s->word1);
	expect("struct ptdesc", "__page_mapping", s->mapping);
	expect("struct ptdesc", "pt_mm", s->index);
	expect("struct ptdesc", "ptl", half);
	expect("struct ptdesc", "__page_type", s->type_or_mapcount);
	expect("struct slab", "slab_cache", s->word1);
	expect("struct slab", "slab_list.next", s->word2);
	expect("struct slab", "slab_list.prev", s->mapping);
	expect("struct slab", "freelist", s->index);
	expect("struct slab", "inuse", BIG ? half >> 16 : half & 0xffff);
	expect("struct slab", "objects", BIG ? half >> 1 & 0x7fff : half >> 16 & 0x7fff);
	expect("struct slab", "frozen", BIG ? half & 1 : half >> 31);
	if (s->order) {
		expect("struct folio", "_flags_1", 0x102);
		expect("struct folio", "_large_mapcount.counter", 4);
		expect("struct folio", "_entire_mapcount.counter", 0xffffffff);
	}
}

static void print_expected(const struct scenario *s)
{
	printf("-- flags");
	for (int bit = 0; bit < NR_PAGEFLAGS; bit++)
		for (unsigned int i = 0; i < NAMES; i++)
			if (flag_names[i].bit == bit && s->flags >> bit & 1)
				printf(" %s", flag_names[i].name);
	printf("\n-- zone %d\n", (int)(s->flags >> (WORD_BITS - 2)));
	printf("-- type %s\n",
	       has_type(s->type_or_mapcount) ? type_name(s->type_or_mapcount >> 24) : "none");
	printf("-- refcount %d\n-- fields\n", s->refcount);
	expect_fields(s);
}

/* xorshift64*: the same pages on every machine. */
static u64 state;

static u64 roll(u64 bound)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (state * 2685821657736338717ULL >> 16) % bound;
}

static u64 word_of_pointer(void)
{
	return POINTER(roll(0xfffff) << 3);
}

/* A page in a state that some owner leaves: free, mapped, slab, table, compound, or half undone. */
static struct scenario random_scenario(void)
{
	static const unsigned int types[] = { TYPE(buddy), TYPE(offline), TYPE(table), TYPE(slab) };
	struct scenario s = { .name = "random", .reason = "a test" };

	s.flags = ZONE(roll(4));
	for (unsigned int i = 0; i < NAMES; i++)
		if (flag_names[i].bit != PG_head && roll(5) == 0)
			s.flags |= 1ULL << flag_names[i].bit;
	s.word1 = roll(2) ? POISON(0x100) : word_of_pointer();
	s.word2 = roll(2) ? POISON(0x122) : word_of_pointer();
	s.mapping = roll(2) ? word_of_pointer() + (roll(2) ? roll(4) : 0) : 0;
	s.index = roll(2) ? roll(0x100000) : word_of_pointer();
	s.private = roll(2) ? 0 : word_of_pointer();
	s.type_or_mapcount = roll(3) ? UNTYPED(roll(6)) : types[roll(4)];
	s.refcount = (int)roll(12) - 1;
	s.memcg = roll(3) ? 0 : word_of_pointer();
	if (roll(5) == 0) {
		s.order = 2;
		s.flags |= FLAG(head);
	}
	return s;
}

/* Without arguments the pages in a bad way; with a seed and a number that many random ones. */
int main(int argc, char **argv)
{
	unsigned long count = argc > 2 ? strtoul(argv[2], NULL, 10) : sizeof(scenarios) / sizeof(scenarios[0]);

	state = argc > 2 ? strtoull(argv[1], NULL, 10) | 1 : 1;
	for (unsigned long i = 0; i < count; i++) {
		unsigned char page[SIZE], second[SIZE];
		struct scenario s = argc > 2 ? random_scenario() : scenarios[i];

		lay_out(&s, page);
		memset(second, 0, SIZE);
		store(second, 0x102, WORD);
		store(second + 2 * WORD, 4, 4);
		store(second + 2 * WORD + 4, 0xffffffff, 4);
		printf("== %s\n", s.name);
		print_text(&s, page, second);
		print_expected(&s);
		printf("-- bytes");
		for (int b = 0; b < SIZE; b++)
			printf(" %02x", page[b]);
		printf("\n");
	}
	return 0;
}
