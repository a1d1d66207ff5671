/**
 * A miniature of the kernel's memory descriptors, enough to try every way in which one is found. It is
 * ours and invented where that makes a point; sizes are those of 64 bits.
 */
export const MINI_MM = `
#define offsetof(type, member) __builtin_offsetof(type, member)
#define static_assert _Static_assert
#define rcu_head callback_head
typedef struct { int counter; } atomic_t;
struct list_head { struct list_head *next, *prev; };
struct callback_head { struct callback_head *next; void (*func)(struct callback_head *head); };
struct mm_struct;

struct page {
	unsigned long flags;	/* Atomic flags */
	union {
		struct {	/* Page cache pages */
			/** @lru: Where reclaim finds it, under lruvec->lru_lock. */
			union {
				struct list_head lru;
				/* Or, free page */
				struct list_head buddy_list;
			};
			struct mm_struct *mapping;
		};
		struct {	/* Tail pages of a compound page */
			unsigned long compound_head;	/* Bit zero is set */
		};
		/** @rcu_head: For freeing by RCU. */
		struct rcu_head rcu_head;
	};
	unsigned int page_type;
	/* Usage count. Do not use directly. */
	atomic_t _refcount;
};

struct folio {
	union {
		struct {
			unsigned long flags;
			struct list_head lru;
			struct mm_struct *mapping;
			unsigned int page_type;
			atomic_t _refcount;
		};
		struct page page;
	};
	union {
		struct {
			unsigned long _flags_1;
			unsigned long _head_1;
		};
		struct page __page_1;
	};
};
#define FOLIO_MATCH(pg, fl) static_assert(offsetof(struct page, pg) == offsetof(struct folio, fl), "")
FOLIO_MATCH(flags, flags);
FOLIO_MATCH(lru, lru);
FOLIO_MATCH(mapping, mapping);
FOLIO_MATCH(page_type, page_type);
FOLIO_MATCH(_refcount, _refcount);
#undef FOLIO_MATCH
#define FOLIO_MATCH(pg, fl) \\
	static_assert(offsetof(struct folio, fl) == offsetof(struct page, pg) + sizeof(struct page), "")
FOLIO_MATCH(flags, _flags_1);
FOLIO_MATCH(compound_head, _head_1);
#undef FOLIO_MATCH

/**
 * struct ptdesc - Describes a page table.
 * @__page_flags: Same as the page's flags.
 * @pt_list: The tables in use.
 * @pt_mm: The owner of a top-level table,
 *         protected by nothing.
 */
struct ptdesc {
	unsigned long __page_flags;
	union {
		struct list_head pt_list;
		struct rcu_head pt_rcu_head;
	};
	struct mm_struct *pt_mm;
	unsigned inuse : 16;
	unsigned kind : 16;
	atomic_t __page_refcount;
};
#define TABLE_MATCH(pg, pt) static_assert(offsetof(struct page, pg) == offsetof(struct ptdesc, pt), "")
TABLE_MATCH(flags, __page_flags);
TABLE_MATCH(compound_head, pt_list);
TABLE_MATCH(rcu_head, pt_rcu_head);
TABLE_MATCH(_refcount, __page_refcount);
static_assert(sizeof(struct ptdesc) <= sizeof(struct page), "");

struct net_thing {
	unsigned long unused;
	unsigned long word;
};
static_assert(offsetof(struct page, compound_head) == offsetof(struct net_thing, word), "");

#define page_ptdesc(p) (_Generic((p), \\
	const struct page *: (const struct ptdesc *)(p), \\
	struct page *: (struct ptdesc *)(p)))
#define ptdesc_page_raw(pt) ((struct page *)(pt))
static inline struct page *folio_page(struct folio *folio) { return (struct page *)folio; }
`;
