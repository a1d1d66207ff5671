import { type Check, told } from './check.ts';
import type { KernelRun } from './kernel-run.ts';
import { type PageState, spellPage } from './page-state.ts';

const ID = 'constructor-failure-ignored';

function ignored(run: KernelRun, page: PageState, what: string): void {
  const name = spellPage(page, run.frames.info.firstPfn);
  run.story.report(ID, `the constructor of ${name} failed, and ${what}`, {
    page,
    at: page.constructorFailed,
    related: told('it was allocated here', page.allocated),
  });
}

/** A constructor says that it had no memory for the lock, and the page is used or lost all the same. */
export const constructorFailureIgnored: Check = {
  id: ID,
  title: 'The failure of a constructor is ignored: the page is used as a table, or lost.',
  populated(run, page) {
    if (page.constructorFailed && page.level === undefined)
      ignored(run, page, 'it is used as a table');
  },
  destructing(run, page) {
    if (page.constructorFailed && page.level === undefined) ignored(run, page, 'it is destructed');
  },
  end(run) {
    for (const page of run.pages.byFrame.values())
      if (page.constructorFailed && page.level === undefined) ignored(run, page, 'no one freed it');
  },
};
