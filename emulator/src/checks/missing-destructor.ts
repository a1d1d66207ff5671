import { type Check, told } from './check.ts';
import { spellPage } from './page-state.ts';

/** A page table is freed without its destructor: its lock leaks, it stays counted, its type is bad. */
export const missingDestructor: Check = {
  id: 'missing-destructor',
  title: 'A page is freed that is still a page table: its destructor did not run.',
  freeing(run, page) {
    if (page.level === undefined) return;
    const name = spellPage(page, run.frames.info.firstPfn);
    run.story.report(
      this.id,
      `${name} is freed while it is a ${page.level} table: no destructor ran`,
      {
        page,
        related: told('it was constructed here', page.constructed),
      },
    );
  },
};
