import type { RuleExamples } from '../support/rule.ts';

const COUNTS = `
struct frag_desc { unsigned long flags; struct list_head list; void *mapping; atomic_t users; };
static_assert(offsetof(struct page, flags) == offsetof(struct frag_desc, flags), "");
static_assert(offsetof(struct page, lru) == offsetof(struct frag_desc, list), "");
static_assert(offsetof(struct page, mapping) == offsetof(struct frag_desc, mapping), "");
static_assert(sizeof(struct frag_desc) <= sizeof(struct page), "");
int atomic_read(const atomic_t *v);
void atomic_set(atomic_t *v, int i);
void atomic_inc(atomic_t *v);
void atomic_dec(atomic_t *v);
void atomic_add(int i, atomic_t *v);
int atomic_dec_and_test(atomic_t *v);
void release(struct frag_desc *frag);`;

/** What lost-count reports, and what looks alike and is none. */
export const lostCountExamples: RuleExamples = {
  flagged: [
    {
      title: 'Read, and set to more',
      code: `${COUNTS}
void f(struct frag_desc *frag, int more) { atomic_set(&frag->users, atomic_read(&frag->users) + more); }`,
    },
    {
      title: 'Decremented, and asked',
      code: `${COUNTS}
void f(struct frag_desc *frag)
{
	atomic_dec(&frag->users);
	if (atomic_read(&frag->users) == 0)
		release(frag);
}`,
    },
    {
      title: 'Asked by a negation',
      code: `${COUNTS}
void f(struct frag_desc *frag)
{
	atomic_dec(&frag->users);
	if (!atomic_read(&frag->users))
		release(frag);
}`,
    },
    {
      title: 'Of a page, by its number',
      code: `${COUNTS}
void f(struct page *page) { atomic_set(&page->_refcount, atomic_read(&page->_refcount) - 1); }`,
    },
  ],
  clean: [
    {
      title: 'In one step',
      code: `${COUNTS}
void f(struct frag_desc *frag, int more)
{
	atomic_add(more, &frag->users);
	if (atomic_dec_and_test(&frag->users))
		release(frag);
}`,
    },
    {
      title: 'Set to what another has',
      code: `${COUNTS}
void f(struct frag_desc *to, struct frag_desc *from) { atomic_set(&to->users, atomic_read(&from->users)); }`,
    },
    {
      title: 'Asked before it is decremented',
      code: `${COUNTS}
void f(struct frag_desc *frag)
{
	BUG_ON(atomic_read(&frag->users) == 0);
	atomic_dec(&frag->users);
}`,
    },
    {
      title: 'A count of somebody else',
      code: `${COUNTS}
struct other { atomic_t users; };
void f(struct other *o) { atomic_set(&o->users, atomic_read(&o->users) + 1); }`,
    },
    {
      title: 'Counted up again',
      code: `${COUNTS}
int f(struct frag_desc *frag)
{
	atomic_dec(&frag->users);
	atomic_inc(&frag->users);
	return atomic_read(&frag->users) == 0;
}`,
    },
  ],
};
