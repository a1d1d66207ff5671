import { type Check, told } from './check.ts';
import { spellPage } from './page-state.ts';

/** The processor can still walk to a table whose page goes back to the allocator. */
export const freedWhileReachable: Check = {
  id: 'freed-while-reachable',
  title: 'A page is freed while an entry of a page table points to it.',
  freeing(run, page) {
    if (!page.wasLinked || !run.pages.isReachable(page)) return;
    for (const [entry, { bytes, moment }] of page.entries) {
      const now = run.memory.bytes.peek(entry, bytes.length);
      if (now.some((byte, i) => byte !== bytes[i])) continue;
      const name = spellPage(page, run.frames.info.firstPfn);
      const at = run.memory.bytes.far(entry).toString(16);
      run.story.report(this.id, `${name} is freed while the entry at 0x${at} points to it`, {
        page,
        related: told('the entry was set here', moment),
      });
    }
  },
};
