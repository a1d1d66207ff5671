import type { RuleExamples } from '../support/rule.ts';

/** What lost-count reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  above: `
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
void release(struct frag_desc *frag);`,
  flagged: [
    {
      title: 'Read, and set to more',
      code: `
void f(struct frag_desc *frag, int more) { atomic_set(&frag->users, atomic_read(&frag->users) + more); }
//                                         ^^^^^^^^^^ 💡 info: This reads a count and sets it in two steps, so changes in between are lost. Change it in one step.
//💡 Use atomic_add() (safe)`,
      fixed: `
void f(struct frag_desc *frag, int more) { atomic_add(more, &frag->users); }`,
    },
    {
      title: 'Decremented, and asked',
      code: `
void f(struct frag_desc *frag)
{
	atomic_dec(&frag->users);
//      ^^^^^^^^^^ related: It is decremented here.
	if (atomic_read(&frag->users) == 0)
//          ^^^^^^^^^^^ info: This checks in a second step whether the count has reached 0, so two users that let go at once may both see it. Use atomic_dec_and_test().
		release(frag);
}`,
    },
    {
      title: 'Asked by a negation',
      code: `
void f(struct frag_desc *frag)
{
	atomic_dec(&frag->users);
//      ^^^^^^^^^^ related: It is decremented here.
	if (!atomic_read(&frag->users))
//           ^^^^^^^^^^^ info: This checks in a second step whether the count has reached 0, so two users that let go at once may both see it. Use atomic_dec_and_test().
		release(frag);
}`,
    },
    {
      title: 'Of a page, by its number',
      code: `
void f(struct page *page) { atomic_set(&page->_refcount, atomic_read(&page->_refcount) - 1); }
//                          ^^^^^^^^^^ 💡 info: This reads a count and sets it in two steps, so changes in between are lost. Change it in one step.
//💡 Use atomic_sub() (safe)`,
      fixed: `
void f(struct page *page) { atomic_sub(1, &page->_refcount); }`,
    },
  ],
  clean: [
    {
      title: 'In one step',
      code: `
void f(struct frag_desc *frag, int more)
{
	atomic_add(more, &frag->users);
	if (atomic_dec_and_test(&frag->users))
		release(frag);
}`,
    },
    {
      title: 'Set to what another has',
      code: `
void f(struct frag_desc *to, struct frag_desc *from) { atomic_set(&to->users, atomic_read(&from->users)); }`,
    },
    {
      title: 'Asked before it is decremented',
      code: `
void f(struct frag_desc *frag)
{
	BUG_ON(atomic_read(&frag->users) == 0);
	atomic_dec(&frag->users);
}`,
    },
    {
      title: 'A count of someone else',
      code: `
struct other { atomic_t users; };
void f(struct other *o) { atomic_set(&o->users, atomic_read(&o->users) + 1); }`,
    },
    {
      title: 'Counted up again',
      code: `
int f(struct frag_desc *frag)
{
	atomic_dec(&frag->users);
	atomic_inc(&frag->users);
	return atomic_read(&frag->users) == 0;
}`,
    },
  ],
};
