import { recordName } from '../../../language/src/index.ts';
import { spellPath } from '../machine/member-view.ts';
import type { CodeSite } from '../machine/observer.ts';
import { type Check, told } from './check.ts';
import { LOCK_MEMBER, TABLE_RECORD } from './kernel-functions.ts';
import type { KernelRun } from './kernel-run.ts';
import { fieldAt, fieldNamed, viewNamed } from './page-layout.ts';
import { type PageState, spellPage } from './page-state.ts';

const ID = 'wrong-view';

/** A store or load of a page's struct page through a record that is not what the page is now. */
function judge(
  run: KernelRun,
  near: number,
  sizeBytes: number,
  site: CodeSite,
  verb: string,
): void {
  const { view } = site;
  if (view === undefined || view.offsetBits === undefined || run.isInAllocator) return;
  const frame = run.frames.ofPageByte(near);
  const page = frame < 0 ? undefined : run.pageOfFrame(frame);
  if (page === undefined) return;
  const record = recordName(view.record);
  if (record === undefined || viewNamed(run.layout, record) === undefined) return;
  const offsetBits = (near - run.frames.pageAddress(frame)) * 8;
  const problem =
    tableProblem(run, page, record, offsetBits, 8 * sizeBytes) ??
    slabProblem(run, page, record, offsetBits);
  if (problem === undefined) return;
  const name = spellPage(page, run.frames.info.firstPfn);
  run.report(ID, `${verb} ${record}.${spellPath(view)} of ${name}, ${problem}`, {
    page,
    at: run.here(),
    place: site.unit.place(site.token),
    related: told('the page was allocated here', page.allocated),
  });
}

/** A table's lock belongs to its descriptor: other records must leave that word alone. */
function tableProblem(
  run: KernelRun,
  page: PageState,
  record: string,
  offsetBits: number,
  sizeBits: number,
): string | undefined {
  if (page.level === undefined || record === TABLE_RECORD) return undefined;
  const lock = fieldNamed(run.layout, TABLE_RECORD, LOCK_MEMBER);
  const table = viewNamed(run.layout, TABLE_RECORD);
  if (lock === undefined || table === undefined || !run.hasSplitLocks) {
    return undefined;
  }
  const overlaps =
    offsetBits < lock.offsetBits + lock.sizeBits && offsetBits + sizeBits > lock.offsetBits;
  return overlaps ? `which is a ${page.level} table: its lock is there` : undefined;
}

/** A slab's words mean something else than a table's, and the other way round. */
function slabProblem(
  run: KernelRun,
  page: PageState,
  record: string,
  offsetBits: number,
): string | undefined {
  const view = viewNamed(run.layout, record);
  const field = view && fieldAt(view, offsetBits);
  if (field === undefined || field.isAsserted || record === 'struct page') return undefined;
  if (page.isSlab && record === TABLE_RECORD) return 'which belongs to the slab allocator';
  if (page.level !== undefined && !page.isSlab && record === 'struct slab')
    return `which is a ${page.level} table`;
  return undefined;
}

/** The bytes of struct page are read or written under a name that is not theirs now. */
export const wrongView: Check = {
  id: ID,
  title: 'A word of struct page is used through a record that is not what the page is.',
  store(run, address, sizeBytes, site) {
    judge(run, address, sizeBytes, site, 'a store to');
  },
  load(run, address, sizeBytes, site) {
    judge(run, address, sizeBytes, site, 'a load of');
  },
};
