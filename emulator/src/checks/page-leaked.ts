import { type Check, told } from './check.ts';
import { spellPage } from './page-state.ts';

/** Pages that the scenario took and that no one has given back. */
export const pageLeaked: Check = {
  id: 'page-leaked',
  title: 'A page that the scenario allocated is never freed.',
  end(run) {
    for (const page of run.pages.byFrame.values()) {
      if (page.constructorFailed || page.isOld) continue;
      const level = page.level === undefined ? '' : `, a ${page.level} table,`;
      const name = spellPage(page, run.frames.info.firstPfn);
      run.story.report(this.id, `${name}${level} was never freed`, {
        page,
        at: page.allocated,
        related: told('it was destructed here', page.destructed),
      });
    }
  },
};
