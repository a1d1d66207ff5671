import type { Value } from '../machine/scalar-kind.ts';
import { type Check, told } from './check.ts';
import { LOCK_MEMBER, TABLE_RECORD } from './kernel-functions.ts';
import type { KernelRun } from './kernel-run.ts';
import { fieldNamed } from './page-layout.ts';
import { spellPage } from './page-state.ts';
import { accessAt, type ViewAccess } from './view-access.ts';
import { copyHistory, historyOf } from './view-history.ts';
import { problemOf, withoutTable } from './view-problems.ts';

const ID = 'wrong-view';

/** A store or load of a page's struct page through a record that is not what the page is now. */
function judge(access: ViewAccess | undefined): void {
  if (access === undefined) return;
  const { run, page, site, record, path, isStore } = access;
  const problem = problemOf(access);
  if (problem) {
    const verb = isStore ? 'a store to' : 'a load of';
    const name = spellPage(page, run.frames.info.firstPfn);
    const before = problem.then && told(problem.then.message, problem.then.moment);
    run.report(ID, `${verb} ${record}.${path} of ${name}, ${problem.text}`, {
      page,
      at: run.here(),
      place: site.unit.place(site.token),
      related: [
        ...(before ?? told('the page was allocated here', page.allocated)),
        ...(problem.place ? [{ ...problem.place, calls: [] }] : []),
      ],
    });
  }
  const { near, field } = access;
  if (isStore)
    historyOf(run).note(page, near, {
      site, record, path, isAsserted: field?.isAsserted ?? false,
    }); // biome-ignore format: a record
}

/** Takes or releases the lock in the descriptor of a page that is no table. */
function judgeLock(run: KernelRun, lock: Value, verb: string): void {
  const near = run.frames.nearOf(lock);
  const frame = near === undefined ? -1 : run.frames.ofPageByte(near);
  const page = frame < 0 ? undefined : run.pageOfFrame(frame);
  const field = fieldNamed(run.layout, TABLE_RECORD, LOCK_MEMBER);
  if (near === undefined || page === undefined || field === undefined || page.isOld) return;
  if ((near - run.frames.pageAddress(frame)) * 8 !== field.offsetBits) return;
  const problem = withoutTable(page);
  if (problem === undefined) return;
  const name = spellPage(page, run.frames.info.firstPfn);
  run.report(ID, `the ${LOCK_MEMBER} of ${name} is ${verb}, ${problem.text}`, {
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
    judge(accessAt(run, address, sizeBytes, site, true));
  },
  load(run, address, sizeBytes, site) {
    judge(accessAt(run, address, sizeBytes, site, false));
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
