/** What can be wrong with an access to a struct page under the name of a record. */

import {
  LOCK_MEMBER,
  PAGE_TYPE_MEMBER,
  SLAB_RECORD,
  TABLE_RECORD,
} from '../kernel-functions/page-members.ts';
import type { SourcePlace } from '../machine/run/fault.ts';
import type { Moment } from '../machine/watch/blocks.ts';
import type { KernelRun } from './kernel-run.ts';
import { type View, type ViewField, viewNamed } from './page-layout.ts';
import type { PageState } from './page-state.ts';
import type { ViewAccess } from './view-access.ts';
import { historyOf } from './view-history.ts';

export interface ViewProblem {
  readonly text: string;
  readonly then?: { readonly message: string; readonly moment: Moment | undefined };
  readonly place?: { readonly message: string; readonly place: SourcePlace | undefined };
}

/** The first thing that is wrong with an access; undefined when nothing is. */
export function problemOf(access: ViewAccess): ViewProblem | undefined {
  return (
    tailProblem(access) ?? kindProblem(access) ?? lockProblem(access) ?? historyProblem(access)
  );
}

/** The record that describes what the page is now; undefined for pages that may be anything. */
function kindOf(page: PageState): { readonly record: string; readonly name: string } | undefined {
  if (page.isSlab) return { record: SLAB_RECORD, name: 'which belongs to the slab allocator' };
  if (page.level === undefined) return undefined;
  return { record: TABLE_RECORD, name: `which is a ${page.level} table` };
}

/** A block has one descriptor, that of its first frame; struct page is there for each. */
function tailProblem({ run, page, record, tail }: ViewAccess): ViewProblem | undefined {
  const kind = kindOf(page);
  if (tail === 0 || kind === undefined || record === run.layout.views[0]?.record) return undefined;
  return { text: `${kind.name}, at frame ${tail} of it: only the first has a descriptor` };
}

/** A word that the page's own record uses, under a name that no assertion holds to it. */
function kindProblem(access: ViewAccess): ViewProblem | undefined {
  const { run, page, record, field, isStore, offsetBits, sizeBits } = access;
  const kind = kindOf(page);
  const own = kind && viewNamed(run.layout, kind.record);
  if (kind === undefined || own === undefined || kind.record === record) return undefined;
  if (access.tail !== 0 || access.isBehind || isConversion(access)) return undefined;
  const words = fieldsIn(own, offsetBits, sizeBits);
  if (words.length === 0) return undefined;
  // To ask what a page is, its type is read before anything is known.
  if (!isStore && isPageType(run, offsetBits, sizeBits)) return undefined;
  if (field?.isAsserted && words.some(({ isAsserted }) => isAsserted)) return undefined;
  const lock = words.find(({ path }) => path === LOCK_MEMBER);
  if (lock === undefined && isSpare(access, words)) return undefined;
  if (lock && !run.lives.hasSplitLocks) return undefined;
  return { text: lock ? `${kind.name}: its lock is there` : kind.name };
}

/**
 * A word of a table's descriptor with several names is the architecture's, and none of them means anything
 * before it was stored to (historyProblem). Who takes the word's address uses it as such: m68k keeps marks
 * in page->index (arch/m68k/mm/motorola.c).
 */
function isSpare({ page, through }: ViewAccess, words: readonly ViewField[]): boolean {
  return through !== undefined && page.level !== undefined && words.length > 1;
}

/** The slab allocator itself makes slabs of pages, and pages of slabs (mm/slub.c). */
function isConversion({ run, page }: ViewAccess): boolean {
  return page.isSlab && run.story.isInSlabAllocator;
}

/** What fieldsIn found, by the view: a run asks for the same few words all the time. */
const found = new WeakMap<View, Map<string, ViewField[]>>();

/** The members with a value that lie in some bits: not the records and arrays that hold them. */
function fieldsIn(view: View, offsetBits: number, sizeBits: number): readonly ViewField[] {
  const known = found.get(view) ?? new Map<string, ViewField[]>();
  if (known.size === 0) found.set(view, known);
  const key = `${offsetBits}+${sizeBits}`;
  const end = offsetBits + sizeBits;
  const fields =
    known.get(key) ??
    view.fields.filter(
      (field) => field.offsetBits < end && field.offsetBits + field.sizeBits > offsetBits,
    );
  known.set(key, fields);
  return fields;
}

function isPageType(run: KernelRun, offsetBits: number, sizeBits: number): boolean {
  const type = run.layout.views[0]?.fields.find(({ path }) => path === PAGE_TYPE_MEMBER);
  if (type === undefined) return false;
  const end = type.offsetBits + type.sizeBits;
  return offsetBits >= type.offsetBits && offsetBits + sizeBits <= end;
}

/** The lock lives from the constructor to the destructor, which make and unmake it themselves. */
function lockProblem({ run, page, record, path }: ViewAccess): ViewProblem | undefined {
  const isLock = path === LOCK_MEMBER || path.startsWith(`${LOCK_MEMBER}.`);
  if (record !== TABLE_RECORD || !isLock || page.isOld || run.story.isChangingState(page)) return;
  return withoutTable(page);
}

/** Why a page has no lock in its descriptor now. */
export function withoutTable(page: PageState): ViewProblem | undefined {
  if (page.level !== undefined) return undefined;
  if (page.destructed === undefined)
    return { text: 'which was never constructed: its lock is not initialised' };
  const then = { message: 'it was destructed here', moment: page.destructed };
  return { text: 'which is no table any more: its lock is gone', then };
}

/** Bytes that were written under another record's name, which no assertion holds to this one. */
function historyProblem(access: ViewAccess): ViewProblem | undefined {
  const { run, page, near, isStore, record, field } = access;
  const written = historyOf(run).at(run, page, near);
  if (written === undefined || written.record === record || isConversion(access)) return undefined;
  if (written.isAsserted && field?.isAsserted) return undefined;
  // What is overwritten is lost only to whom the page belongs now.
  if (isStore && written.record !== kindOf(page)?.record) return undefined;
  const { site } = written;
  const message = `the bytes were written here, as ${written.record}.${written.path}`;
  return {
    text: `whose bytes are ${written.record}.${written.path}: no assertion holds the two together`,
    place: { message, place: site.unit.place(site.token) },
  };
}
