#include <linux/mini.h>

#define offsetof(type, member) __builtin_offsetof(type, member)
#define static_assert(...) _Static_assert(__VA_ARGS__, "")

typedef struct { int counter; } atomic_t;
struct list_head { struct list_head *next, *prev; };
#ifdef MINI_7
typedef struct { unsigned long f; } memdesc_flags_t;
#else
typedef unsigned long memdesc_flags_t;
#define compound_info compound_head
#endif

struct page {
	memdesc_flags_t flags;
	union {
		struct list_head lru;
		unsigned long compound_info;
		unsigned long pp_magic;
	};
	void *mapping;
	unsigned long index;
	unsigned long private;
	union {
		unsigned int page_type;
		atomic_t _mapcount;
	};
	atomic_t _refcount;
	unsigned long memcg_data;
};

struct folio {
	union {
		struct {
			memdesc_flags_t flags;
			struct list_head lru;
			void *mapping;
			unsigned long index;
			unsigned long private;
			atomic_t _mapcount;
			atomic_t _refcount;
			unsigned long memcg_data;
		};
		struct page page;
	};
	union {
		struct {
			unsigned long _flags_1;
			unsigned long _head_1;
			atomic_t _large_mapcount;
			atomic_t _entire_mapcount;
		};
		struct page __page_1;
	};
};
#define FOLIO_MATCH(pg, fl) static_assert(offsetof(struct page, pg) == offsetof(struct folio, fl))
FOLIO_MATCH(flags, flags);
FOLIO_MATCH(lru, lru);
FOLIO_MATCH(_refcount, _refcount);

struct ptdesc {
	unsigned long pt_flags;
	struct list_head pt_list;
	unsigned long __page_mapping;
	void *pt_mm;
	unsigned int ptl;
	unsigned int ptl_rest[BITS_PER_LONG / 32 - 1];
	unsigned int __page_type;
	atomic_t __page_refcount;
};
#define TABLE_MATCH(pg, pt) static_assert(offsetof(struct page, pg) == offsetof(struct ptdesc, pt))
TABLE_MATCH(flags, pt_flags);
TABLE_MATCH(lru, pt_list);
TABLE_MATCH(page_type, __page_type);
TABLE_MATCH(_refcount, __page_refcount);
static_assert(sizeof(struct ptdesc) <= sizeof(struct page));

struct slab {
	unsigned long slab_flags;
	void *slab_cache;
	struct list_head slab_list;
	void *freelist;
	unsigned inuse : 16;
	unsigned objects : 15;
	unsigned frozen : 1;
};
#define SLAB_MATCH(pg, sl) static_assert(offsetof(struct page, pg) == offsetof(struct slab, sl))
SLAB_MATCH(flags, slab_flags);
SLAB_MATCH(compound_info, slab_cache);
static_assert(sizeof(struct slab) <= sizeof(struct page));
