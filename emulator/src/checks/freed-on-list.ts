import { type Check, told } from './check.ts';
import { LIST_MEMBERS } from './kernel-functions.ts';
import { spellPage } from './page-state.ts';

/** A page goes while its neighbours on a list still point to it. */
export const freedOnList: Check = {
  id: 'freed-on-list',
  title: 'A page is freed while it is on a list (lru, pt_list).',
  freeing(run, page) {
    for (const view of run.layout.views) {
      const field = view.fields.find((each) => LIST_MEMBERS.includes(each.path));
      if (field === undefined || !run.isLinked(page.frame, field.offsetBits / 8)) continue;
      const name = spellPage(page, run.frames.info.firstPfn);
      run.report(
        this.id,
        `${name} is freed while it is on a list by ${view.record}.${field.path}`,
        {
          page,
          related: told('the page was allocated here', page.allocated),
        },
      );
      return;
    }
  },
};
