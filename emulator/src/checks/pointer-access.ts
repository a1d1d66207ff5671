/** Accesses to a struct page by a pointer to one of its members: list_add(&page->lru, …). */
import { recordName } from '../../../language/src/types/type-name.ts';
import { LOCK_MEMBER, TABLE_RECORD } from '../kernel-functions/page-members.ts';
import { spellPath } from '../machine/watch/member-view.ts';
import type { CodeSite } from '../machine/watch/observer.ts';
import type { KernelRun } from './kernel-run.ts';
import { KnownOrigins } from './known-origins.ts';
import {
  fieldAt,
  type PageLayout,
  settledBytes,
  type View,
  type ViewField,
  viewNamed,
} from './page-layout.ts';
import type { PageState } from './page-state.ts';
import type { PointerOrigin } from './pointer-origin.ts';
import type { ViewAccess } from './view-access.ts';
import { historyOf } from './view-history.ts';

/** A member that a pointer was made from, as one place of the code uses it. */
interface PointedMember {
  readonly origin: PointerOrigin;
  readonly view: View;
  /** From the start of the record. */
  readonly offsetBytes: number;
  readonly sizeBytes: number;
  /** With what the code names behind the pointer: `lru.next`. */
  readonly path: string;
  /** By the bytes from the start of the record. */
  readonly fields: Map<number, ViewField | undefined>;
}

/**
 * Undefined when it is not known for sure which member the pointer was made from, and where any name is
 * as good as any other.
 */
export function pointerAccessAt(
  run: KernelRun,
  page: PageState,
  near: number,
  sizeBytes: number,
  site: CodeSite,
  isStore: boolean,
): ViewAccess | undefined {
  if (site.expression === undefined || !matters(run, page, near, isStore)) return undefined;
  const { frames } = run;
  for (const member of membersOf(run.layout).of(run.machine, site)) {
    const first = frames.ofPageByte(near - member.offsetBytes);
    const offset = near - frames.pageAddress(first);
    // A pointer that was moved out of its member says nothing of the bytes that it leads to now.
    if (first < 0 || !isIn(member, offset)) continue;
    const frame = frames.ofPageByte(near);
    const field = fieldOf(member, offset);
    const path = field?.path.startsWith(`${member.path}.`) ? field.path : member.path;
    return {
      run, page, site, through: member.origin, isStore, near, record: member.view.record, path, field,
      offsetBits: 8 * (near - frames.pageAddress(frame)), sizeBits: 8 * sizeBytes,
      tail: first - page.frame, isBehind: frame !== first,
    }; // biome-ignore format: a record
  }
  return undefined;
}

/**
 * Most accesses by pointers are to flags and reference counts, which are the same for everybody. And a load
 * of a page that may be anything says nothing, unless its bytes have a name.
 */
function matters(run: KernelRun, page: PageState, near: number, isStore: boolean): boolean {
  const offset = near - run.frames.pageAddress(page.frame);
  if (settledBytes(run.layout)[offset] === 1) return false;
  return isStore || page.isSlab || page.level !== undefined || historyOf(run).knows(page, near);
}

const known = new WeakMap<PageLayout, KnownOrigins<PointedMember>>();

function membersOf(layout: PageLayout): KnownOrigins<PointedMember> {
  const found = known.get(layout);
  if (found) return found;
  const members = new KnownOrigins<PointedMember>(
    ({ record, path, offsetBits }) =>
      offsetBits !== undefined &&
      viewNamed(layout, recordName(record)) !== undefined &&
      // The lock of a table is told of where it is taken.
      !(recordName(record) === TABLE_RECORD && path[0]?.name === LOCK_MEMBER),
    (origin, site) => pointedMember(layout, origin, site),
  );
  known.set(layout, members);
  return members;
}

function pointedMember(layout: PageLayout, origin: PointerOrigin, site: CodeSite): PointedMember {
  const { view, unit } = origin;
  const inner = site.view === undefined ? '' : `.${spellPath(site.view)}`;
  return {
    origin,
    view: viewNamed(layout, recordName(view.record)) as View,
    offsetBytes: Math.floor((view.offsetBits ?? 0) / 8),
    sizeBytes: unit.unit.parser.layouts.sizeBytes(view.path[view.path.length - 1].type) ?? 0,
    path: `${spellPath(view)}${inner}`,
    fields: new Map(),
  };
}

function isIn({ offsetBytes, sizeBytes }: PointedMember, offset: number): boolean {
  return offset >= offsetBytes && offset < offsetBytes + sizeBytes;
}

function fieldOf({ view, path, fields }: PointedMember, offset: number): ViewField | undefined {
  if (!fields.has(offset))
    fields.set(offset, view.fields.find((each) => each.path === path) ?? fieldAt(view, 8 * offset));
  return fields.get(offset);
}
