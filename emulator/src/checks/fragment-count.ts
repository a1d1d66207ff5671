import { type Check, told } from './check.ts';
import { spellPage } from './page-state.ts';

/** The count of the tables that share a page is wrong: the page goes too early, or a table twice. */
export const fragmentCount: Check = {
  id: 'fragment-count',
  title: 'A page goes while tables in it are in use, or a table in it is freed twice.',
  freeing(run, page) {
    const [first] = page.tables;
    if (first === undefined || !run.pages.isShared(page)) return;
    const name = spellPage(page, run.frames.info.firstPfn);
    const count = page.tables.size;
    run.story.report(
      this.id,
      `${name} is freed while ${count} of the tables in it ${count === 1 ? 'is' : 'are'} in use`,
      {
        page,
        related: told('a table in it was allocated here', first[1]),
      },
    );
  },
  tableFreed(run, page, table) {
    if (page.tables.has(table) || !run.pages.hasSharedOnce(page)) return;
    const name = spellPage(page, run.frames.info.firstPfn);
    run.story.report(this.id, `a table in ${name} is freed that is not in use`, {
      page,
      related: told('the page was allocated here', page.allocated),
    });
  },
};
