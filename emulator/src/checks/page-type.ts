import { type Check, told } from './check.ts';
import { spellPage } from './page-state.ts';

/** The page type must say "table" while a page is one, and nothing after. */
export const pageType: Check = {
  id: 'page-type',
  title: 'A constructor or destructor leaves the page type as it was.',
  constructing(run, page) {
    run.pages.rememberType(page);
  },
  constructed(run, page, succeeded) {
    const { before, now } = run.pages.types(page);
    const changed = before !== now;
    if (changed === succeeded) return;
    const name = spellPage(page, run.frames.info.firstPfn);
    const what = succeeded
      ? 'is not set by its constructor'
      : 'is set by a constructor that failed';
    run.story.report(this.id, `the page type of ${name} ${what}`, {
      page,
      place: run.story.definitionPlace,
      related: told('the page was allocated here', page.allocated),
    });
  },
  destructing(run, page) {
    run.pages.rememberType(page);
  },
  destructed(run, page) {
    const { before, now } = run.pages.types(page);
    if (before !== now) return;
    const name = spellPage(page, run.frames.info.firstPfn);
    run.story.report(this.id, `the page type of ${name} is not cleared by its destructor`, {
      page,
      place: run.story.definitionPlace,
      related: told('it was constructed here', page.constructed),
    });
  },
};
