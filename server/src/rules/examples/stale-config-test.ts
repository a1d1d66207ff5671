import type { RuleExamples } from '../support/rule.ts';

/** What stale-config-test reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'A macro that is gone',
      code: `
#if USE_SPLIT_PTE_PTLOCKS
//  ^^^^^^^^^^^^^^^^^^^^^ 💡 warning: This tree has no USE_SPLIT_PTE_PTLOCKS, so the test is always false. Test CONFIG_SPLIT_PTE_PTLOCKS instead.
//💡 Test CONFIG_SPLIT_PTE_PTLOCKS (safe)
spinlock_t *f(struct ptdesc *pt) { return ptlock_ptr(pt); }
#endif`,
      fixed: `
#if defined(CONFIG_SPLIT_PTE_PTLOCKS)
spinlock_t *f(struct ptdesc *pt) { return ptlock_ptr(pt); }
#endif`,
    },
    {
      title: 'Among other conditions',
      code: `
#if defined(CONFIG_SMP) && USE_SPLIT_PMD_PTLOCKS
//                         ^^^^^^^^^^^^^^^^^^^^^ 💡 warning: This tree has no USE_SPLIT_PMD_PTLOCKS, so the test is always false. Test CONFIG_SPLIT_PMD_PTLOCKS instead.
//💡 Test CONFIG_SPLIT_PMD_PTLOCKS (safe)
spinlock_t *f(struct ptdesc *pt) { return ptlock_ptr(pt); }
#endif`,
      fixed: `
#if defined(CONFIG_SMP) && defined(CONFIG_SPLIT_PMD_PTLOCKS)
spinlock_t *f(struct ptdesc *pt) { return ptlock_ptr(pt); }
#endif`,
    },
    {
      title: 'A symbol that is not there yet',
      defines: `#define USE_SPLIT_PTE_PTLOCKS 1
#define USE_SPLIT_PMD_PTLOCKS 0`,
      code: `
#ifdef CONFIG_SPLIT_PTE_PTLOCKS
//     ^^^^^^^^^^^^^^^^^^^^^^^^ warning: This tree has no CONFIG_SPLIT_PTE_PTLOCKS, so the test is always false. Test USE_SPLIT_PTE_PTLOCKS instead.
spinlock_t *f(struct ptdesc *pt) { return ptlock_ptr(pt); }
#endif`,
    },
  ],
  clean: [
    {
      title: 'The symbol of this tree',
      code: `
#ifdef CONFIG_SPLIT_PTE_PTLOCKS
spinlock_t *f(struct ptdesc *pt) { return ptlock_ptr(pt); }
#endif`,
    },
    {
      title: 'The macro of this tree',
      defines: `#define USE_SPLIT_PTE_PTLOCKS 1
#define USE_SPLIT_PMD_PTLOCKS 0`,
      code: `
#if USE_SPLIT_PMD_PTLOCKS
spinlock_t *f(struct ptdesc *pt) { return ptlock_ptr(pt); }
#endif`,
    },
    {
      title: 'For both kinds of trees',
      code: `
#if defined(CONFIG_SPLIT_PTE_PTLOCKS) || USE_SPLIT_PTE_PTLOCKS
spinlock_t *f(struct ptdesc *pt) { return ptlock_ptr(pt); }
#endif`,
    },
    {
      title: 'Defined by the file itself',
      code: `
#define USE_SPLIT_PTE_PTLOCKS 1
#if USE_SPLIT_PTE_PTLOCKS
spinlock_t *f(struct ptdesc *pt) { return ptlock_ptr(pt); }
#endif`,
    },
  ],
};
