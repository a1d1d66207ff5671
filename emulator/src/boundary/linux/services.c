// SPDX-License-Identifier: GPL-2.0-only
/*
 * What page tables ask of the rest of the kernel: counters, locks, RCU, slab
 * caches, the running task, TLB flushes.  There is one processor, and nobody
 * interrupts it.
 */
#include <linux/memcontrol.h>
#include <linux/mm.h>
#include <linux/mmu_context.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/vmstat.h>
#include <linux/workqueue.h>

#include <asm/pgalloc.h>

#include "../boundary.h"

static long node_stat[NR_VM_NODE_STAT_ITEMS];

void boundary_counters_setup(void)
{
	ptdesc_counter("NR_PAGETABLE", &node_stat[NR_PAGETABLE], sizeof(long));
}

/* mm/vmstat.c, mm/memcontrol.c: in pages, or in bytes for items that end in _B. */
void instead_of_mod_node_page_state(struct pglist_data *pgdat, enum node_stat_item item, long delta)
{
	node_stat[item] += delta;
}

void instead_of___mod_node_page_state(struct pglist_data *pgdat, enum node_stat_item item, long delta)
{
	node_stat[item] += delta;
}

void instead_of___lruvec_stat_mod_folio(struct folio *folio, enum node_stat_item item, int val)
{
	node_stat[item] += val;
}

/* kernel/locking/spinlock.c: who waits for a lock here waits for ever. */
static void take(raw_spinlock_t *lock)
{
	if (arch_spin_is_locked(&lock->raw_lock))
		ptdesc_bug(__FILE__, __LINE__);
	arch_spin_lock(&lock->raw_lock);
}

static int try_take(raw_spinlock_t *lock)
{
	if (arch_spin_is_locked(&lock->raw_lock))
		return 0;
	take(lock);
	return 1;
}

static void give(raw_spinlock_t *lock)
{
	arch_spin_unlock(&lock->raw_lock);
}

void instead_of__raw_spin_lock(raw_spinlock_t *lock) { take(lock); }
void instead_of__raw_spin_lock_irq(raw_spinlock_t *lock) { take(lock); }
void instead_of__raw_spin_lock_bh(raw_spinlock_t *lock) { take(lock); }
void instead_of__raw_spin_lock_nested(raw_spinlock_t *lock, int subclass) { take(lock); }
void instead_of__raw_spin_lock_nest_lock(raw_spinlock_t *lock, struct lockdep_map *map) { take(lock); }
unsigned long instead_of__raw_spin_lock_irqsave(raw_spinlock_t *lock) { take(lock); return 0; }
void instead_of__raw_spin_unlock(raw_spinlock_t *lock) { give(lock); }
void instead_of___raw_spin_unlock(raw_spinlock_t *lock) { give(lock); }
void instead_of__raw_spin_unlock_irq(raw_spinlock_t *lock) { give(lock); }
void instead_of___raw_spin_unlock_irq(raw_spinlock_t *lock) { give(lock); }
void instead_of__raw_spin_unlock_bh(raw_spinlock_t *lock) { give(lock); }
void instead_of__raw_spin_unlock_irqrestore(raw_spinlock_t *lock, unsigned long flags) { give(lock); }

/* include/linux/spinlock_api_smp.h: the same where the configuration has them inline. */
#ifdef CONFIG_SMP
void instead_of___raw_spin_lock(raw_spinlock_t *lock) { take(lock); }
void instead_of___raw_spin_lock_irq(raw_spinlock_t *lock) { take(lock); }
void instead_of___raw_spin_lock_bh(raw_spinlock_t *lock) { take(lock); }
unsigned long instead_of___raw_spin_lock_irqsave(raw_spinlock_t *lock) { take(lock); return 0; }
void instead_of___raw_spin_unlock_bh(raw_spinlock_t *lock) { give(lock); }
void instead_of___raw_spin_unlock_irqrestore(raw_spinlock_t *lock, unsigned long flags) { give(lock); }
int instead_of___raw_spin_trylock(raw_spinlock_t *lock) { return try_take(lock); }
#endif

int instead_of__raw_spin_trylock(raw_spinlock_t *lock)
{
	return try_take(lock);
}

#ifdef CONFIG_DEBUG_SPINLOCK
/* kernel/locking/spinlock_debug.c, with what lockdep would know left out. */
void instead_of___raw_spin_lock_init(raw_spinlock_t *lock, const char *name,
				     struct lock_class_key *key, short inner)
{
	lock->raw_lock = (arch_spinlock_t)__ARCH_SPIN_LOCK_UNLOCKED;
	lock->magic = SPINLOCK_MAGIC;
	lock->owner = SPINLOCK_OWNER_INIT;
	lock->owner_cpu = -1;
}
#endif

/* kernel/rcu/tree.c: callbacks wait until a grace period is said to be over. */
static struct rcu_head *rcu_queue;
static struct rcu_head **rcu_tail = &rcu_queue;

void instead_of_call_rcu(struct rcu_head *head, rcu_callback_t func)
{
	head->func = func;
	head->next = NULL;
	*rcu_tail = head;
	rcu_tail = &head->next;
}

void instead_of_synchronize_rcu(void) { }
void instead_of_rcu_read_lock(void) { }
void instead_of_rcu_read_unlock(void) { }

/* kernel/workqueue.c: work waits as callbacks do. */
static LIST_HEAD(works);

bool instead_of_queue_work_on(int cpu, struct workqueue_struct *wq, struct work_struct *work)
{
	if (work->entry.next && !list_empty(&work->entry))
		return false;
	list_add_tail(&work->entry, &works);
	return true;
}

bool instead_of_schedule_work(struct work_struct *work)
{
	return instead_of_queue_work_on(0, NULL, work);
}

static void run_works(void)
{
	while (!list_empty(&works)) {
		struct work_struct *work = list_first_entry(&works, struct work_struct, entry);

		list_del_init(&work->entry);
		work->func(work);
	}
}

void scenario_grace_period(void)
{
	struct rcu_head *list = rcu_queue;

	rcu_queue = NULL;
	rcu_tail = &rcu_queue;
	while (list) {
		struct rcu_head *next = list->next;

		list->func(list);
		list = next;
	}
	run_works();
}

/* mm/slub.c: objects have no pages of their own here. */
struct boundary_cache {
	unsigned int size;
	unsigned int align;
	void (*ctor)(void *object);
};

static struct boundary_cache caches[16];
static unsigned int nr_caches;

struct kmem_cache *boundary_cache_create(unsigned int size, unsigned int align, void (*ctor)(void *))
{
	struct boundary_cache *cache = &caches[nr_caches++];

	cache->size = size;
	cache->align = align;
	cache->ctor = ctor;
	return (struct kmem_cache *)cache;
}

#ifdef kmem_cache_create
struct kmem_cache *instead_of___kmem_cache_create_args(const char *name, unsigned int size,
		struct kmem_cache_args *args, slab_flags_t flags)
{
	return boundary_cache_create(size, args ? args->align : 0, args ? args->ctor : NULL);
}
#else
struct kmem_cache *instead_of_kmem_cache_create(const char *name, unsigned int size,
		unsigned int align, slab_flags_t flags, void (*ctor)(void *))
{
	return boundary_cache_create(size, align, ctor);
}
#endif

void *instead_of_kmem_cache_alloc_noprof(struct kmem_cache *s, gfp_t gfp)
{
	struct boundary_cache *cache = (struct boundary_cache *)s;
	void *object = ptdesc_object_alloc(cache->size, cache->align);

	if (object && (gfp & __GFP_ZERO))
		memset(object, 0, cache->size);
	if (object && cache->ctor)
		cache->ctor(object);
	return object;
}

void instead_of_kmem_cache_free(struct kmem_cache *s, void *object)
{
	ptdesc_object_free(object);
}

void *instead_of___kmalloc_noprof(size_t size, gfp_t gfp)
{
	/* mm/slab_common.c: sizes that are powers of two have that alignment */
	void *object = ptdesc_object_alloc(size, size & (size - 1) ? 0 : size);

	if (object && (gfp & __GFP_ZERO))
		memset(object, 0, size);
	return object;
}

void *instead_of___kmalloc_cache_noprof(struct kmem_cache *s, gfp_t gfp, size_t size)
{
	return instead_of___kmalloc_noprof(size, gfp);
}

/* The same by their names in trees whose allocations are not profiled. */
void *instead_of_kmem_cache_alloc(struct kmem_cache *s, gfp_t gfp)
{
	return instead_of_kmem_cache_alloc_noprof(s, gfp);
}

void *instead_of___kmalloc(size_t size, gfp_t gfp)
{
	return instead_of___kmalloc_noprof(size, gfp);
}

void *instead_of_kmalloc_trace(struct kmem_cache *s, gfp_t gfp, size_t size)
{
	return instead_of___kmalloc_noprof(size, gfp);
}

/* lib/kasprintf.c: names are for people to read; here they are empty. */
char *instead_of_kasprintf(gfp_t gfp, const char *fmt, ...)
{
	return instead_of___kmalloc_noprof(1, gfp | __GFP_ZERO);
}

void instead_of_kfree(const void *object)
{
	if (object)
		ptdesc_object_free((void *)object);
}

/* kernel/locking/lockdep.c: its classes and its order of locks are left out; what is asserted holds. */
#ifdef CONFIG_LOCKDEP
void instead_of_lockdep_init_map_type(struct lockdep_map *lock, const char *name,
				      struct lock_class_key *key, int subclass, u8 inner,
				      u8 outer, u8 lock_type) { }
void instead_of_lock_acquire(struct lockdep_map *lock, unsigned int subclass, int trylock, int read,
			     int check, struct lockdep_map *nest_lock, unsigned long ip) { }
void instead_of_lock_release(struct lockdep_map *lock, unsigned long ip) { }
int instead_of_lock_is_held_type(const struct lockdep_map *lock, int read) { return 1; }
void instead_of_debug_check_no_locks_freed(const void *from, unsigned long len) { }
#endif

/* init/main.c: the boot is over. */
enum system_states system_state = SYSTEM_RUNNING;

/* include/linux/preempt.h, asm/current.h */
static struct task_struct the_task;

struct task_struct *instead_of_get_current(void) { return &the_task; }

/* include/linux/sched/task_stack.h, setup_thread_stack(): what is at the lowest address of its stack */
#ifndef CONFIG_THREAD_INFO_IN_TASK
static union thread_union the_stack;

struct thread_info *instead_of_current_thread_info(void) { return task_thread_info(&the_task); }

static void set_up_thread(void)
{
	the_task.stack = &the_stack;
	task_thread_info(&the_task)->task = &the_task;
}
#else
static void set_up_thread(void) { }
#endif

void instead_of___preempt_count_add(int val) { }
void instead_of___preempt_count_sub(int val) { }
bool instead_of___preempt_count_dec_and_test(void) { return false; }
int instead_of_preempt_count(void) { return 0; }
int instead_of___cond_resched(void) { return 0; }
int instead_of__cond_resched(void) { return 0; }
int instead_of_dynamic_cond_resched(void) { return 0; }
void instead_of___might_sleep(const char *file, int line) { }
void instead_of___might_resched(const char *file, int line, unsigned int offsets) { }
/* kernel/sched/core.c: with CONFIG_PREEMPT_DYNAMIC, might_sleep() goes through a static call. */
int instead_of___SCT__might_resched(void) { return 0; }
int instead_of___SCT__cond_resched(void) { return 0; }
void instead_of_smp_call_function(smp_call_func_t func, void *info, int wait) { }

void __weak boundary_arch_current(struct task_struct *task) { }

void boundary_current_mm(struct mm_struct *mm)
{
	the_task.mm = the_task.active_mm = mm;
}

void __weak boundary_arch_context(struct task_struct *task, struct mm_struct *mm) { }

/* kernel/fork.c, mm_init(): the part that page tables see. */
struct mm_struct *scenario_fresh_mm(void)
{
	/* kernel/fork.c, proc_caches_init(): a mask of processors follows the record */
	const unsigned long size = sizeof(struct mm_struct) + BITS_TO_LONGS(NR_CPUS) * sizeof(long);
	struct mm_struct *mm = ptdesc_object_alloc(size, 64);

	if (!mm)
		return NULL;
	memset(mm, 0, size);
	atomic_set(&mm->mm_users, 1);
	atomic_set(&mm->mm_count, 1);
	mm->task_size = TASK_SIZE;
	mm_pgtables_bytes_init(mm);
	spin_lock_init(&mm->page_table_lock);
	INIT_LIST_HEAD(&mm->mmlist);
	mm->pgd = pgd_alloc(mm);
	if (!mm->pgd) {
		ptdesc_object_free(mm);
		return NULL;
	}
	boundary_arch_context(&the_task, mm);
	return mm;
}

void scenario_drop_mm(struct mm_struct *mm)
{
	/* mm/mmap.c, exit_mmap() */
	arch_exit_mmap(mm);
	pgd_free(mm, mm->pgd);
	if (mm_pgtables_bytes(mm))
		ptdesc_expect(0, "mm_pgtables_bytes(mm) == 0", __FILE__, __LINE__);
	ptdesc_object_free(mm);
}

/* arch/: what the boot of an architecture leaves behind. */
void __weak boundary_arch_setup(void) { }

void boundary_memory_setup(void);
void ptlock_cache_init(void);

void boundary_setup(void)
{
	boundary_arch_setup();
	set_up_thread();
	boundary_arch_current(&the_task);
	boundary_memory_setup();
	boundary_counters_setup();
	ptlock_cache_init();
}
