import { LIST_MEMBERS } from '../kernel-functions/page-members.ts';
import type { Moment } from '../machine/watch/blocks.ts';
import { type Check, told } from './check.ts';
import type { KernelRun } from './kernel-run.ts';
import { type PageState, spellPage } from './page-state.ts';

/** A page that was freed with words that link it into a list. */
interface Linked {
  readonly page: PageState;
  readonly freed: Moment;
  readonly member: string;
  readonly own: number;
  /** Words that pointed to the page then: of the list's head, or of its neighbours. */
  readonly neighbours: readonly number[];
}

const linked = new WeakMap<KernelRun, Linked[]>();

/**
 * A page goes while its neighbours on a list still point to it. A list whose head is freed as well is
 * no one's any more, so that it is judged when the scenario is over.
 */
export const freedOnList: Check = {
  id: 'freed-on-list',
  title: 'A page is freed while it is on a list (lru, pt_list) that lives on.',
  copied(from, to, copyOf) {
    const all = linked.get(from)?.map((each) => ({ ...each, page: copyOf(each.page) }));
    if (all) linked.set(to, all);
  },
  freeing(run, page) {
    const { pointerSizeBytes } = run.machine.target;
    for (const view of run.layout.views) {
      const field = view.fields.find((each) => LIST_MEMBERS.includes(each.path));
      if (field === undefined) continue;
      const own = run.frames.pageAddress(page.frame) + field.offsetBits / 8;
      const next = run.memory.pointerAt(own);
      const previous = run.memory.pointerAt(own + pointerSizeBytes);
      const neighbours = [
        ...(next === undefined ? [] : [next + pointerSizeBytes]),
        ...(previous === undefined ? [] : [previous]),
      ].filter(
        (near) =>
          near !== own && near !== own + pointerSizeBytes && run.memory.pointerAt(near) === own,
      );
      if (neighbours.length === 0) continue;
      const all = linked.get(run) ?? [];
      linked.set(run, all);
      all.push({
        page,
        freed: run.story.now(),
        member: `${view.record}.${field.path}`,
        own,
        neighbours,
      });
      return;
    }
  },
  settled(run) {
    for (const { page, freed, member, own, neighbours } of linked.get(run) ?? []) {
      const isOn = neighbours.some(
        (near) => run.pages.isAlive(near) && run.memory.pointerAt(near) === own,
      );
      if (!isOn) continue;
      const name = spellPage(page, run.frames.info.firstPfn);
      run.story.report(this.id, `${name} is freed while it is on a list by ${member}`, {
        page,
        at: freed,
        related: told('the page was allocated here', page.allocated),
      });
    }
  },
};
