import { recordName } from '../../../language/src/index.ts';
import { spellPath } from '../machine/member-view.ts';
import type { CodeSite } from '../machine/observer.ts';
import type { KernelRun } from './kernel-run.ts';
import { fieldAt, type ViewField, viewNamed } from './page-layout.ts';
import type { PageState } from './page-state.ts';

/** An access to a struct page that names a member of it or of a record over it. */
export interface ViewAccess {
  readonly run: KernelRun;
  readonly page: PageState;
  readonly site: CodeSite;
  readonly isStore: boolean;
  readonly near: number;
  readonly sizeBits: number;
  /** From the start of the struct page that the bytes are in. */
  readonly offsetBits: number;
  readonly record: string;
  readonly path: string;
  readonly field: ViewField | undefined;
  /** Frames between the block's first and the one whose descriptor the record is taken for. */
  readonly tail: number;
  /** In a struct page behind the first that the record covers: other records say nothing of it. */
  readonly isBehind: boolean;
}

/** Undefined for accesses that are none of a record's that lies over struct page, and for allocators'. */
export function accessAt(
  run: KernelRun,
  near: number,
  sizeBytes: number,
  site: CodeSite,
  isStore: boolean,
): ViewAccess | undefined {
  const { view } = site;
  if (view === undefined || view.offsetBits === undefined || run.isInAllocator) return undefined;
  const frame = run.frames.ofPageByte(near);
  const page = frame < 0 ? undefined : run.pageOfFrame(frame);
  const record = recordName(view.record);
  const own = record === undefined ? undefined : viewNamed(run.layout, record);
  if (page === undefined || record === undefined || own === undefined) return undefined;
  const path = spellPath(view);
  const field = own.fields.find((each) => each.path === path) ?? fieldAt(own, view.offsetBits);
  const first = run.frames.ofPageByte(near - Math.floor(view.offsetBits / 8));
  const offsetBits = (near - run.frames.pageAddress(frame)) * 8;
  const tail = first - page.frame;
  return {
    run, page, site, isStore, near, offsetBits, record, path, field, tail,
    sizeBits: 8 * sizeBytes, isBehind: frame !== first,
  }; // biome-ignore format: a record
}
