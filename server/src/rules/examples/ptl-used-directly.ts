import type { RuleExamples } from '../support/rule.ts';

/** What ptl-used-directly reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'The lock by its address',
      code: `void f(struct ptdesc *pt) { spin_lock(&pt->ptl); }
//                                         ^^^ 💡 info: ptl holds the lock in some configurations and points to it in others. ptlock_ptr() knows which; use it.
//💡 Use ptlock_ptr() (safe)`,
      fixed: 'void f(struct ptdesc *pt) { spin_lock(ptlock_ptr(pt)); }',
    },
    {
      title: 'Compared with nothing',
      code: `int f(struct ptdesc *pt) { return pt->ptl.raw == 0; }
//                                    ^^^ info: ptl holds the lock in some configurations and points to it in others. ptlock_ptr() knows which; use it.`,
    },
    {
      title: 'Copied',
      code: `void f(struct ptdesc *to, struct ptdesc *from) { spinlock_t l = from->ptl; spin_lock(&l); }
//                                                                    ^^^ info: ptl holds the lock in some configurations and points to it in others. ptlock_ptr() knows which; use it.`,
    },
  ],
  clean: [
    { title: 'By the function', code: 'void f(struct ptdesc *pt) { spin_lock(ptlock_ptr(pt)); }' },
    {
      title: 'Its own function',
      code: 'spinlock_t *ptlock_get(struct ptdesc *pt) { return &pt->ptl; }',
    },
    {
      title: 'Another record with such a member',
      code: `struct other { spinlock_t ptl; };
void f(struct other *o) { spin_lock(&o->ptl); }`,
    },
  ],
};
