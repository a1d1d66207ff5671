import { recordName } from '../../../language/src/types/type-name.ts';
import { spellPath } from '../machine/watch/member-view.ts';
import type { CodeSite } from '../machine/watch/observer.ts';
import type { KernelRun } from './kernel-run.ts';
import { fieldAt, type ViewField, viewNamed } from './page-layout.ts';
import type { PageState } from './page-state.ts';
import { pointerAccessAt } from './pointer-access.ts';
import type { PointerOrigin } from './pointer-origin.ts';

/** An access to a struct page that names a member of it or of a record over it. */
export interface ViewAccess {
  readonly run: KernelRun;
  readonly page: PageState;
  readonly site: CodeSite;
  /**
   * The pointer to a member that it went through, when the code of the access names none; its depth
   * counts from the innermost call outwards.
   */
  readonly through: PointerOrigin | undefined;
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

/** What a place of the code calls the bytes: the same each time that it runs. */
interface SiteName {
  readonly record: string;
  readonly path: string;
  readonly field: ViewField | undefined;
  readonly offsetBits: number;
}

const names = new WeakMap<CodeSite, SiteName | 'other'>();

function nameOf({ layout }: KernelRun, { view }: CodeSite): SiteName | 'other' {
  const record = view && recordName(view.record);
  const own = record === undefined ? undefined : viewNamed(layout, record);
  if (own === undefined || view?.offsetBits === undefined) return 'other';
  const { offsetBits } = view;
  const path = spellPath(view);
  const field = own.fields.find((each) => each.path === path) ?? fieldAt(own, offsetBits);
  return { record: own.record, path, field, offsetBits };
}

/** Undefined for accesses that are none of a record's that lies over struct page. */
export function accessAt(
  run: KernelRun,
  page: PageState,
  near: number,
  sizeBytes: number,
  site: CodeSite,
  isStore: boolean,
): ViewAccess | undefined {
  const name = names.get(site) ?? nameOf(run, site);
  names.set(site, name);
  if (name === 'other') return pointerAccessAt(run, page, near, sizeBytes, site, isStore);
  const frame = run.frames.ofPageByte(near);
  const first = run.frames.ofPageByte(near - Math.floor(name.offsetBits / 8));
  const offsetBits = (near - run.frames.pageAddress(frame)) * 8;
  const { record, path, field } = name;
  return {
    run, page, site, through: undefined, isStore, near, offsetBits, record, path, field,
    tail: first - page.frame, sizeBits: 8 * sizeBytes, isBehind: frame !== first,
  }; // biome-ignore format: a record
}
