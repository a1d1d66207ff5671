import { openWorkspace, type Workspace } from './workspace.ts';

/**
 * Page tables in small: what the examples of rules and the tests of paths include. Written by us; the
 * names are the kernel's. `LATE` is the shape of kernels in which the queue runs the destructor.
 */
const MINI_TABLES = `
#define offsetof(type, member) __builtin_offsetof(type, member)
#define static_assert _Static_assert
#define NULL ((void *)0)
#define bool _Bool
#define true 1
#define false 0
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define container_of(ptr, type, member) ({ void *__mptr = (void *)(ptr); \\
	((type *)(__mptr - offsetof(type, member))); })
typedef unsigned int gfp_t;
typedef struct { unsigned long pte; } pte_t;
typedef struct { unsigned long pmd; } pmd_t;
typedef struct { unsigned long pud; } pud_t;
typedef struct { unsigned long pgd; } pgd_t;
typedef struct page *pgtable_t;
typedef struct { int counter; } atomic_t;
typedef struct { int raw; } spinlock_t;
struct list_head { struct list_head *next, *prev; };
struct rcu_head { struct rcu_head *next; void (*func)(struct rcu_head *head); };
struct mm_struct { pgd_t *pgd; int users; };
struct mmu_gather { struct mm_struct *mm; };
struct kmem_cache;
extern struct mm_struct init_mm;
extern struct list_head pgd_list;

struct page {
	unsigned long flags;
	union { struct list_head lru; unsigned long compound_head; struct rcu_head rcu_head; };
	void *mapping;
	unsigned long index;
	unsigned long private;
	unsigned int page_type;
	atomic_t _refcount;
};
struct folio { struct page page; };
struct ptdesc {
	unsigned long __page_flags;
	union { struct list_head pt_list; struct rcu_head pt_rcu_head; };
	unsigned long __page_mapping;
	struct mm_struct *pt_mm;
	union { unsigned long _pt_pad_2; spinlock_t ptl; };
	unsigned int __page_type;
	atomic_t __page_refcount;
};
#define TABLE_MATCH(pg, pt) static_assert(offsetof(struct page, pg) == offsetof(struct ptdesc, pt), "")
TABLE_MATCH(flags, __page_flags);
TABLE_MATCH(compound_head, pt_list);
TABLE_MATCH(rcu_head, pt_rcu_head);
TABLE_MATCH(mapping, __page_mapping);
TABLE_MATCH(index, pt_mm);
#ifndef NO_PTL_MATCH
TABLE_MATCH(private, ptl);
#endif
TABLE_MATCH(page_type, __page_type);
TABLE_MATCH(_refcount, __page_refcount);
#ifndef NO_SIZE_MATCH
static_assert(sizeof(struct ptdesc) <= sizeof(struct page), "");
#endif

#define page_ptdesc(p) (_Generic((p), \\
	const struct page *: (const struct ptdesc *)(p), \\
	struct page *: (struct ptdesc *)(p)))
#define ptdesc_page(pt) (_Generic((pt), \\
	const struct ptdesc *: (const struct page *)(pt), \\
	struct ptdesc *: (struct page *)(pt)))

#define PAGE_SHIFT 12
#define PAGE_SIZE (1UL << PAGE_SHIFT)
#define PAGE_OFFSET 0xffff888000000000UL
#define vmemmap ((struct page *)0xffffea0000000000UL)
#define __pa(x) ((unsigned long)(x) - PAGE_OFFSET)
#define __va(x) ((void *)((unsigned long)(x) + PAGE_OFFSET))
#define pfn_to_page(pfn) (vmemmap + (pfn))
#define page_to_pfn(page) ((unsigned long)((page) - vmemmap))
#define virt_to_page(x) pfn_to_page(__pa(x) >> PAGE_SHIFT)
#define GFP_KERNEL 0xcc0u
static inline void *page_address(const struct page *page) { return __va(page_to_pfn(page) << PAGE_SHIFT); }
static inline struct ptdesc *virt_to_ptdesc(const void *x) { return page_ptdesc(virt_to_page(x)); }
static inline void *ptdesc_address(const struct ptdesc *pt) { return page_address(ptdesc_page(pt)); }

struct page *alloc_pages(gfp_t gfp, unsigned int order);
#define alloc_page(gfp) alloc_pages(gfp, 0)
unsigned long __get_free_pages(gfp_t gfp, unsigned int order);
#define __get_free_page(gfp) __get_free_pages(gfp, 0)
unsigned long get_zeroed_page(gfp_t gfp);
void __free_pages(struct page *page, unsigned int order);
void free_pages(unsigned long addr, unsigned int order);
#define __free_page(page) __free_pages((page), 0)
#define free_page(addr) free_pages((addr), 0)
void *kmem_cache_alloc(struct kmem_cache *cache, gfp_t gfp);
void kmem_cache_free(struct kmem_cache *cache, void *object);
void *kmalloc(unsigned long size, gfp_t gfp);
void kfree(const void *object);
void *memset(void *s, int c, unsigned long n);
void call_rcu(struct rcu_head *head, void (*func)(struct rcu_head *head));
__attribute__((noreturn)) void __bug(void);
void spin_lock(spinlock_t *lock);
void spin_unlock(spinlock_t *lock);
#define BUG_ON(cond) do { if (unlikely(cond)) __bug(); } while (0)
#define WARN_ON(cond) ({ int __ret_warn_on = !!(cond); unlikely(__ret_warn_on); })

static inline struct ptdesc *pagetable_alloc(gfp_t gfp, unsigned int order)
{ return page_ptdesc(alloc_pages(gfp, order)); }
unsigned int compound_order(struct page *page);
static inline void pagetable_free(struct ptdesc *pt)
{ __free_pages(ptdesc_page(pt), compound_order(ptdesc_page(pt))); }
bool ptlock_init(struct ptdesc *pt);
void ptlock_free(struct ptdesc *pt);
static inline spinlock_t *ptlock_ptr(struct ptdesc *pt) { return &pt->ptl; }

#ifdef LATE
bool pagetable_pte_ctor(struct mm_struct *mm, struct ptdesc *pt);
bool pagetable_pmd_ctor(struct mm_struct *mm, struct ptdesc *pt);
void pagetable_pud_ctor(struct ptdesc *pt);
void pagetable_dtor(struct ptdesc *pt);
static inline void pagetable_dtor_free(struct ptdesc *pt) { pagetable_dtor(pt); pagetable_free(pt); }
static inline void __tlb_remove_table(void *table) { pagetable_dtor_free((struct ptdesc *)table); }
#define CTOR(level, mm, pt) pagetable_##level##_ctor(mm, pt)
#define DTOR(level, pt) pagetable_dtor(pt)
#else
bool pagetable_pte_ctor(struct ptdesc *pt);
bool pagetable_pmd_ctor(struct ptdesc *pt);
void pagetable_pud_ctor(struct ptdesc *pt);
void pagetable_pte_dtor(struct ptdesc *pt);
void pagetable_pmd_dtor(struct ptdesc *pt);
void pagetable_pud_dtor(struct ptdesc *pt);
void free_page_and_swap_cache(struct page *page);
static inline void __tlb_remove_table(void *table) { free_page_and_swap_cache((struct page *)table); }
#define CTOR(level, mm, pt) pagetable_##level##_ctor(pt)
#define DTOR(level, pt) pagetable_##level##_dtor(pt)
#endif
void tlb_remove_table(struct mmu_gather *tlb, void *table);
static inline void tlb_remove_ptdesc(struct mmu_gather *tlb, void *pt) { tlb_remove_table(tlb, pt); }

static inline pmd_t *pmd_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return NULL;
	if (!CTOR(pmd, mm, pt)) {
		pagetable_free(pt);
		return NULL;
	}
	return ptdesc_address(pt);
}
static inline pte_t *pte_alloc_one_kernel(struct mm_struct *mm)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	return pt ? ptdesc_address(pt) : NULL;
}
static inline pgtable_t __pte_alloc_one(struct mm_struct *mm, gfp_t gfp)
{
	struct ptdesc *pt = pagetable_alloc(gfp, 0);

	if (!pt)
		return NULL;
	if (!CTOR(pte, mm, pt)) {
		pagetable_free(pt);
		return NULL;
	}
	return ptdesc_page(pt);
}
static inline void pmd_free(struct mm_struct *mm, pmd_t *pmd)
{
	struct ptdesc *pt = virt_to_ptdesc(pmd);

	BUG_ON((unsigned long)pmd & (PAGE_SIZE - 1));
	DTOR(pmd, pt);
	pagetable_free(pt);
}
static inline pmd_t *pud_pgtable(pud_t pud) { return (pmd_t *)__va(pud.pud & ~0xfffUL); }
static inline unsigned long pmd_page_vaddr(pmd_t pmd) { return (unsigned long)__va(pmd.pmd & ~0xfffUL); }
static inline int pmd_none(pmd_t pmd) { return !pmd.pmd; }
void pud_populate(struct mm_struct *mm, pud_t *pud, pmd_t *pmd);
void pmd_populate(struct mm_struct *mm, pmd_t *pmd, pgtable_t pte);
void pud_clear(pud_t *pud);
`;

/** In what a test's small page tables differ. */
export interface TableOptions {
  readonly late?: boolean;
  readonly defines?: string;
}

/** The text of the small page tables. */
export function tablesText({ late = false, defines = '' }: TableOptions): string {
  return `${defines}${late ? '\n#define LATE' : ''}\n${MINI_TABLES}`;
}

/** Opens C text that stands below the small page tables. */
export function openTables(main: string, options: TableOptions = {}): Workspace {
  return openWorkspace(main, tablesText(options));
}
