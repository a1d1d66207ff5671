import type { Check } from './check.ts';

/** The page allocator's own check at the end of a page's life (mm/page_alloc.c, free_page_is_bad). */
export const badPageState: Check = {
  id: 'bad-page-state',
  title: 'The page allocator refuses a page: "Bad page state", with its reason.',
  badPage(run, frame, reason) {
    const pfn = (frame + run.frames.info.firstPfn).toString(16);
    run.story.report(this.id, `bad page state of page ${pfn}: ${reason}`, {
      page: run.pages.ofFrame(frame),
    });
  },
};

/** An entry of a page table that makes no sense (mm/memory.c, pmd_clear_bad and the like). */
export const badEntry: Check = {
  id: 'bad-entry',
  title: 'An entry of a page table makes no sense to the kernel, which clears it.',
  badEntry(run, name) {
    run.story.report(this.id, `${name}() clears an entry that is neither empty nor a table`);
  },
};
