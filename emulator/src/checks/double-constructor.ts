import { type Check, told } from './check.ts';
import { spellPage } from './page-state.ts';

/** A constructor runs on a page that is a table already: its lock is lost, it is counted twice. */
export const doubleConstructor: Check = {
  id: 'double-constructor',
  title: 'A constructor runs on a page that is a page table already.',
  constructing(run, page) {
    if (page.level === undefined) return;
    run.story.report(
      this.id,
      `${spellPage(page, run.frames.info.firstPfn)} is a ${page.level} table already, and is constructed again`,
      { page, related: told('it was constructed here', page.constructed) },
    );
  },
};
