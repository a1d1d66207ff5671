import { DEPOSIT_MEMBER, LOCK_MEMBER, TABLE_RECORD } from '../kernel-functions/page-members.ts';
import { type Check, told } from './check.ts';
import { fieldNamed } from './page-layout.ts';
import { spellPage } from './page-state.ts';

/** The lock that was allocated for a table outlives it, or is held when its page goes. */
export const lockLeft: Check = {
  id: 'lock-left',
  title: 'A page table is freed while the lock allocated for it is not, or is held.',
  freeing(run, page) {
    const name = spellPage(page, run.frames.info.firstPfn);
    if (page.lockAllocated && page.level === undefined)
      run.story.report(this.id, `${name} is freed, and its ${LOCK_MEMBER} is not`, {
        page,
        related: told('the lock was allocated here', page.lockAllocated),
      });
    const held = run.story.held.find(({ lock }) => {
      const near = run.frames.nearOf(lock);
      return near !== undefined && run.frames.ofPageByte(near) === page.frame;
    });
    if (held)
      run.story.report(this.id, `${name} is freed while its ${LOCK_MEMBER} is held`, {
        page,
        related: told('the lock was taken here', held.taken),
      });
  },
};

/** A table that is put aside hangs from one that is destructed: no one will find it again. */
export const depositLeft: Check = {
  id: 'deposit-left',
  title: 'A table is destructed while another one is deposited in it (pmd_huge_pte).',
  destructing(run, page) {
    if (page.level !== 'pmd') return;
    const field = fieldNamed(run.layout, TABLE_RECORD, DEPOSIT_MEMBER);
    if (field === undefined || !run.pages.wroteThrough(page, TABLE_RECORD, DEPOSIT_MEMBER)) return;
    const value = run.memory.readPage(page.frame, field);
    if (value === 0n) return;
    const name = spellPage(page, run.frames.info.firstPfn);
    run.story.report(this.id, `${name} is destructed while a table is deposited in it`, {
      page,
      related: told('it was constructed here', page.constructed),
    });
  },
};
