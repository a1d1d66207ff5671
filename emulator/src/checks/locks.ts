import { type Check, told } from './check.ts';

/** Locks that are held when no one is there to release them. */
export const lockLeaked: Check = {
  id: 'lock-leaked',
  title: 'A spinlock is still held when the scenario is over.',
  end(run) {
    for (const { taken } of run.story.held)
      run.story.report(this.id, 'this lock is never released', { at: taken });
  },
};

export const lockTwice: Check = {
  id: 'lock-twice',
  title: 'A spinlock is taken by who holds it, or released by who does not.',
  locking(run, lock) {
    const held = run.story.held.find((each) => each.lock === lock);
    if (held)
      run.story.report(this.id, 'this lock is held already: the processor waits for ever', {
        related: told('it was taken here', held.taken),
      });
  },
  unlocking(run, lock) {
    if (!run.story.held.some((each) => each.lock === lock))
      run.story.report(this.id, 'this lock is released, and no one holds it');
  },
};

/** What may sleep does so under a spinlock (kernel/sched/core.c, __might_resched). */
export const sleepInAtomic: Check = {
  id: 'sleep-in-atomic',
  title: 'An allocation that may sleep happens while a spinlock is held.',
  maySleep(run, what) {
    const held = run.story.held[run.story.held.length - 1];
    if (held)
      run.story.report(this.id, `allocating ${what} may sleep, and a spinlock is held`, {
        related: told('the lock was taken here', held.taken),
      });
  },
};
