import { type Check, told } from './check.ts';
import { spellPage } from './page-state.ts';

/** A destructor runs on a page that no constructor made a table: the counter goes below. */
export const destructorWithoutConstructor: Check = {
  id: 'destructor-without-constructor',
  title: 'A destructor runs on a page that is no page table.',
  destructing(run, page) {
    if (page.level !== undefined) return;
    const name = spellPage(page, run.frames.info.firstPfn);
    const story = page.constructorFailed
      ? told('its constructor failed here', page.constructorFailed)
      : page.destructed
        ? told('it was destructed here', page.destructed)
        : told('it was allocated here', page.allocated);
    const why = page.constructorFailed
      ? 'whose constructor failed'
      : page.destructed
        ? 'that was destructed before'
        : 'that no constructor ran on';
    run.story.report(this.id, `a destructor runs on ${name}, ${why}`, { page, related: story });
  },
};
