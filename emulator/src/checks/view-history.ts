/** Under which names the words of a page's struct page were written since the page was allocated. */
import type { CodeSite } from '../machine/watch/observer.ts';
import type { KernelRun } from './kernel-run.ts';
import type { PageState } from './page-state.ts';

/** A store to a word. */
export interface WrittenAs {
  readonly site: CodeSite;
  /** `struct ptdesc` */
  readonly record: string;
  /** `pmd_huge_pte` */
  readonly path: string;
  readonly isAsserted: boolean;
}

/** A page begins anew when it is freed: its state is another one in its next life. */
export class ViewHistory {
  /** By the page's state, then by where the bytes of the store begin. */
  private readonly pages = new Map<PageState, Map<number, WrittenAs>>();

  note(page: PageState, near: number, written: WrittenAs): void {
    const known = this.pages.get(page) ?? new Map<number, WrittenAs>();
    this.pages.set(page, known.set(near, written));
  }

  /** The bytes were stored again, under a name that is not known. */
  forget(page: PageState, near: number): void {
    this.pages.get(page)?.delete(near);
  }

  knows(page: PageState, near: number): boolean {
    return this.pages.get(page)?.has(near) === true;
  }

  /** The store whose bytes are still there; undefined when another one came after it, by whatever name. */
  at(run: KernelRun, page: PageState, near: number): WrittenAs | undefined {
    const written = this.pages.get(page)?.get(near);
    return written && run.machine.watch?.lastWriter(near)?.site === written.site
      ? written
      : undefined;
  }

  /** What is known of the pages of a run, for one that goes on from there. */
  copy(copyOf: (page: PageState) => PageState): ViewHistory {
    const copy = new ViewHistory();
    for (const [page, words] of this.pages) copy.pages.set(copyOf(page), new Map(words));
    return copy;
  }
}

const histories = new WeakMap<KernelRun, ViewHistory>();

export function historyOf(run: KernelRun): ViewHistory {
  const known = histories.get(run) ?? new ViewHistory();
  histories.set(run, known);
  return known;
}

/** What is known of one run's pages is known of the run that goes on from it. */
export function copyHistory(
  from: KernelRun,
  to: KernelRun,
  copyOf: (page: PageState) => PageState,
): void {
  histories.set(to, historyOf(from).copy(copyOf));
}
