/** Bytes in a page of a watched memory: what a snapshot saves when the page first changes. */
export const SHADOW_PAGE_BITS = 10;
export const SHADOW_PAGE_BYTES = 1 << SHADOW_PAGE_BITS;
/** Bytes that one number says the owner of. Objects begin at multiples of it. */
export const OWNER_BITS = 3;
export const OWNER_BYTES = 1 << OWNER_BITS;

/** No one wrote the byte. */
export const UNWRITTEN = 0;
/** The byte has its initial value, from before the run. */
export const INITIAL = 1;
/** Writers from here on are events of the recording, or sites of the code when nothing records. */
export const FIRST_WRITER = 2;

/** No object is there. */
export const NOBODY = 0;

/** Where the parts of a page's state begin: its bytes, their owners, their writers. */
const OWNERS = SHADOW_PAGE_BYTES;
const WRITERS = OWNERS + (4 * SHADOW_PAGE_BYTES) / OWNER_BYTES;
/** All that there is to a page, in one piece, so that it is saved and brought back by one copy. */
const STATE_BYTES = WRITERS + 4 * SHADOW_PAGE_BYTES;
/** States are cut from buffers of this many: one for each would keep the host's collector busy. */
const STATES_IN_BUFFER = 32;
/** So many pages, and states of pages, are kept for the next machine: 6 KB each. */
const MOST_KEPT = 8192;

type State = Uint8Array<ArrayBuffer>;

let buffer = new ArrayBuffer(0);
let used = 0;
const keptStates: State[] = [];
const keptPages: ShadowPage[] = [];

/** Room for a page's state, with anything in it; `keepState` takes it back. */
export function roomForState(): State {
  return keptStates.pop() ?? newState();
}

function newState(): State {
  if (used === buffer.byteLength) {
    buffer = new ArrayBuffer(STATES_IN_BUFFER * STATE_BYTES);
    used = 0;
  }
  const state = new Uint8Array(buffer, used, STATE_BYTES);
  used += STATE_BYTES;
  return state;
}

/** No one needs the state any more. */
export function keepState(state: State): void {
  if (keptStates.length < MOST_KEPT) keptStates.push(state);
}

/** A page that no one has, and no one wrote to; `keepPage` takes it back. @param address of its first byte */
export function pageAt(address: number): ShadowPage {
  const kept = keptPages.pop();
  if (kept === undefined) return new ShadowPage(address, newState());
  kept.clear();
  kept.isDirty = true;
  kept.address = address;
  return kept;
}

/** A page of its own with the state of another one. */
export function copyAt(address: number, { state }: ShadowPage): ShadowPage {
  const page = keptPages.pop() ?? new ShadowPage(address, newState());
  page.state.set(state);
  page.isDirty = true;
  page.address = address;
  return page;
}

/** No one needs the page any more. */
export function keepPage(page: ShadowPage): void {
  if (keptPages.length < MOST_KEPT) keptPages.push(page);
}

/** One page of bytes with its shadow. */
export class ShadowPage {
  /** Of its first byte. */
  address: number;
  /** All of the below. */
  readonly state: State;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Who wrote each byte last. */
  readonly writer: Int32Array;
  /** Which object each OWNER_BYTES belong to. */
  readonly owner: Int32Array;
  /** It changed since the newest snapshot was taken or restored, or there is none. */
  isDirty = true;

  /** @param state zeros */
  constructor(address: number, state: State) {
    const { buffer, byteOffset } = state;
    this.address = address;
    this.state = state;
    this.bytes = new Uint8Array(buffer, byteOffset, SHADOW_PAGE_BYTES);
    this.view = new DataView(buffer, byteOffset, SHADOW_PAGE_BYTES);
    this.owner = new Int32Array(buffer, byteOffset + OWNERS, SHADOW_PAGE_BYTES / OWNER_BYTES);
    this.writer = new Int32Array(buffer, byteOffset + WRITERS, SHADOW_PAGE_BYTES);
  }

  /** No one has it, no one wrote it. */
  clear(): void {
    this.state.fill(0);
  }
}
