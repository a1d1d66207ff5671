import { kernelEvent } from '../kernel-functions/kernel-functions.ts';
import { type Check, told } from './check.ts';
import { spellPage } from './page-state.ts';

/** The destructor of another level runs: what only the right one undoes stays. */
export const wrongDestructor: Check = {
  id: 'wrong-destructor',
  title: 'A table is destructed as one of another level than it was constructed for.',
  destructing(run, page) {
    const event = kernelEvent(run.story.openName ?? '');
    if (event?.kind !== 'dtor' || event.level === undefined || page.level === undefined) return;
    if (event.level === page.level) return;
    const name = spellPage(page, run.frames.info.firstPfn);
    run.story.report(
      this.id,
      `${name} was constructed as a ${page.level} table, and is destructed as a ${event.level} table`,
      { page, related: told('it was constructed here', page.constructed) },
    );
  },
};
