import { LOCK_MEMBER, TABLE_RECORD } from '../kernel-functions/page-members.ts';
import type { Value } from '../machine/values/scalar-kind.ts';
import type { CodeSite } from '../machine/watch/observer.ts';
import { type Check, told } from './check.ts';
import type { KernelRun } from './kernel-run.ts';
import { fieldNamed } from './page-layout.ts';
import { spellPage } from './page-state.ts';
import { accessAt, type ViewAccess } from './view-access.ts';
import { copyHistory, historyOf } from './view-history.ts';
import { problemOf, type ViewProblem, withoutTable } from './view-problems.ts';

const ID = 'wrong-view';

/** A store or load of a page's struct page through a record that is not what the page is now. */
function judge(
  run: KernelRun,
  near: number,
  sizeBytes: number,
  site: CodeSite,
  isStore: boolean,
): void {
  const page = run.pages.ofFrame(run.frames.ofPageByte(near));
  if (page === undefined) return;
  const access = accessAt(run, page, near, sizeBytes, site, isStore);
  const problem = access && problemOf(access);
  if (problem) tell(access, problem);
  if (!isStore) return;
  const history = historyOf(run);
  if (access === undefined) {
    history.forget(page, near);
    return;
  }
  const { record, path, field } = access;
  history.note(page, near, { site, record, path, isAsserted: field?.isAsserted ?? false });
}

/** A finding stands where the code names the member, also when another function uses the pointer. */
function tell(access: ViewAccess, problem: ViewProblem): void {
  const { run, page, site, through, record, path, isStore } = access;
  const verb = isStore ? 'a store to' : 'a load of';
  const name = spellPage(page, run.frames.info.firstPfn);
  const before = problem.then && told(problem.then.message, problem.then.moment);
  const used = { message: `the pointer is used here, in ${site.function}()`, place: site.unit.place(site.token), calls: [] }; // biome-ignore format: a record
  run.story.report(ID, `${verb} ${record}.${path} of ${name}, ${problem.text}`, {
    page,
    at: run.story.here(),
    place: through ? through.unit.place(through.token) : site.unit.place(site.token),
    depth: through && run.machine.calls.depth - 1 - through.depth,
    related: [
      ...(through ? [used] : []),
      ...(before ?? told('the page was allocated here', page.allocated)),
      ...(problem.place ? [{ ...problem.place, calls: [] }] : []),
    ],
  });
}

/** Takes or releases the lock in the descriptor of a page that is no table. */
function judgeLock(run: KernelRun, lock: Value, verb: string): void {
  const near = run.frames.nearOf(lock);
  const frame = near === undefined ? -1 : run.frames.ofPageByte(near);
  const page = frame < 0 ? undefined : run.pages.ofFrame(frame);
  const field = fieldNamed(run.layout, TABLE_RECORD, LOCK_MEMBER);
  if (near === undefined || page === undefined || field === undefined || page.isOld) return;
  if ((near - run.frames.pageAddress(frame)) * 8 !== field.offsetBits) return;
  const problem = withoutTable(page);
  if (problem === undefined) return;
  const name = spellPage(page, run.frames.info.firstPfn);
  run.story.report(ID, `the ${LOCK_MEMBER} of ${name} is ${verb}, ${problem.text}`, {
    page,
    related: told(
      problem.then?.message ?? 'the page was allocated here',
      problem.then?.moment ?? page.allocated,
    ),
  });
}

/** The bytes of struct page are read or written under a name that is not theirs now. */
export const wrongView: Check = {
  id: ID,
  title: 'A word of struct page is used through a record that is not what the page is.',
  store(run, address, sizeBytes, site) {
    judge(run, address, sizeBytes, site, true);
  },
  load(run, address, sizeBytes, site) {
    judge(run, address, sizeBytes, site, false);
  },
  locking(run, lock) {
    judgeLock(run, lock, 'taken');
  },
  unlocking(run, lock) {
    judgeLock(run, lock, 'released');
  },
  copied(from, to, copyOf) {
    copyHistory(from, to, copyOf);
  },
};
