import { type Check, told } from './check.ts';
import type { KernelRun } from './kernel-run.ts';
import { type PageState, spellPage } from './page-state.ts';

const ID = 'counter-unbalanced';
/** How many pages are tables (include/linux/mmzone.h). */
const TABLES = 'NR_PAGETABLE';
const atStart = new WeakMap<KernelRun, ReadonlyMap<string, number>>();

/** The counters that a scenario must leave as they were: NR_PAGETABLE, and what the memcg pays for. */
export function noteCounters(run: KernelRun): void {
  atStart.set(run, run.memory.readCounters());
}

function judge(run: KernelRun, page: PageState, expected: number): void {
  const old = page.tablesBefore;
  const now = run.memory.readCounter(TABLES);
  if (old === undefined || now === undefined || now - old === expected) return;
  const name = spellPage(page, run.frames.info.firstPfn);
  const what = expected > 0 ? 'constructor' : expected < 0 ? 'destructor' : 'failed constructor';
  run.story.report(
    ID,
    `NR_PAGETABLE changes by ${now - old} in the ${what} of ${name}, and ${expected} is right`,
    {
      page,
      place: run.story.definitionPlace,
      related: told('the page was allocated here', page.allocated),
    },
  );
}

/** NR_PAGETABLE is the number of pages that are tables; the memcg pays while they are. */
export const counterUnbalanced: Check = {
  id: ID,
  title: 'NR_PAGETABLE or the charge of the memory cgroup does not return to where it was.',
  copied(from, to) {
    const counters = atStart.get(from);
    if (counters) atStart.set(to, counters);
  },
  constructing(run, page) {
    page.tablesBefore = run.memory.readCounter(TABLES);
  },
  constructed(run, page, succeeded) {
    judge(run, page, succeeded ? 2 ** page.order : 0);
  },
  destructing(run, page) {
    page.tablesBefore = run.memory.readCounter(TABLES);
  },
  destructed(run, page) {
    judge(run, page, -(2 ** page.order));
  },
  end(run) {
    // Someone who leaked a page has explained it.
    if (run.story.findings.length > 0) return;
    const start = atStart.get(run);
    for (const [name, value] of run.memory.readCounters()) {
      const old = start?.get(name);
      if (old === undefined || old === value) continue;
      run.story.report(ID, `${name} is ${value} at the end, and was ${old} at the start`);
    }
  },
};
