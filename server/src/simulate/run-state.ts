/** What pages, locks and counters are at a step of a recorded run. */
import type { RunEvent } from '../../../emulator/src/checks/kernel-call.ts';
import type { KernelRun } from '../../../emulator/src/checks/kernel-run.ts';
import type { View, ViewField } from '../../../emulator/src/checks/page-layout.ts';
import type { CallFrame } from '../../../emulator/src/machine/run/fault.ts';
import type { TraceCursor } from '../../../emulator/src/trace/cursor.ts';
import type { NamePlace, SimulationEvent, SimulationPage, SimulationState } from '../protocol.ts';
import { callInfo } from './run-info.ts';

/** What a caller knows of the step. */
interface StepDetails {
  readonly place: NamePlace | null;
  /** Kept addresses of the bytes that the step before changed. */
  readonly changed: ReadonlySet<number>;
}

export class RunState {
  /** The frames whose struct pages the run writes to. */
  readonly frames: readonly number[];
  private readonly run: KernelRun;
  private readonly firstStep: number;

  constructor(run: KernelRun, firstStep: number, frames: readonly number[]) {
    this.run = run;
    this.firstStep = firstStep;
    this.frames = frames;
  }

  events(): SimulationEvent[] {
    return this.run.story.events.map(({ step, kind, frame, detail }) => ({
      step: step - this.firstStep,
      kind,
      pfn: frame === undefined ? null : frame + this.run.frames.info.firstPfn,
      detail,
    }));
  }

  at(step: number, cursor: TraceCursor, { place, changed }: StepDetails): SimulationState {
    const before = this.run.story.events.filter((event) => event.step - this.firstStep < step);
    return {
      step,
      calls: callInfo(framesOf(cursor)),
      place,
      pages: this.frames.map((frame) => this.page(frame, before, cursor, changed)),
      locks: this.locks(before),
      counters: this.run.memory.counters.map(({ name, address, sizeBytes }) => ({
        name,
        value: Number(BigInt.asIntN(8 * sizeBytes, this.number(cursor.read(address, sizeBytes)))),
      })),
    };
  }

  private locks(events: readonly RunEvent[]): SimulationState['locks'] {
    const held: RunEvent[] = [];
    for (const event of events) {
      if (event.kind === 'lock') held.push(event);
      if (event.kind !== 'unlock') continue;
      const at = held.findLastIndex(({ detail }) => detail === event.detail);
      if (at >= 0) held.splice(at, 1);
    }
    return held.map(({ detail, frame, step, function: takenBy }) => ({
      lock: detail,
      pfn: frame === undefined ? null : frame + this.run.frames.info.firstPfn,
      takenAtStep: step - this.firstStep,
      takenBy,
    }));
  }

  private page(
    frame: number,
    events: readonly RunEvent[],
    cursor: TraceCursor,
    changed: ReadonlySet<number>,
  ): SimulationPage {
    const { frames, layout } = this.run;
    const address = frames.pageAddress(frame);
    const size = frames.info.pageStructBytes;
    const bytes = cursor.read(address, size);
    const value = (path: string): bigint | null => {
      const field = layout.views[0]?.fields.find((each) => each.path === path);
      return field === undefined ? null : this.fieldValue(bytes, field);
    };
    const [type, refcount, flags] = [
      value('page_type'),
      value('_refcount.counter'),
      value('flags'),
    ];
    const flagNames = this.flagNames(flags ?? 0n);
    return {
      pfn: frame + frames.info.firstPfn,
      bytes: Buffer.from(bytes).toString('hex'),
      changed: [...bytes.keys()].filter((offset) => changed.has(address + offset)),
      state: heldState(stateOf(frame, events), Number(refcount ?? 0n), flagNames),
      pageType: type === null ? null : `0x${type.toString(16)}`,
      refcount: refcount === null ? null : Number(BigInt.asIntN(32, refcount)),
      flags: flags === null ? null : `0x${flags.toString(16)}`,
      flagNames,
      views: layout.views.map((view) => this.view(view, bytes)),
    };
  }

  private flagNames(flags: bigint): string[] {
    const names = this.run.layout.flags ?? [];
    return names.filter(({ bit }) => ((flags >> BigInt(bit)) & 1n) === 1n).map(({ name }) => name);
  }

  private view({ record, fields }: View, bytes: Uint8Array): SimulationPage['views'][number] {
    const scalars = fields.filter(
      (field) => isScalar(field, fields) && field.offsetBits + field.sizeBits <= 8 * bytes.length,
    );
    return {
      record,
      fields: scalars.map((field) => ({
        path: field.path,
        offsetBits: field.offsetBits,
        sizeBits: field.sizeBits,
        value: `0x${this.fieldValue(bytes, field).toString(16)}`,
      })),
    };
  }

  /** Bits count from the least significant on little-endian targets, from the most significant on others. */
  private fieldValue(bytes: Uint8Array, { offsetBits, sizeBits }: ViewField): bigint {
    const first = Math.floor(offsetBits / 8);
    const last = Math.ceil((offsetBits + sizeBits) / 8);
    const word = this.number(bytes.slice(first, last));
    const skip = offsetBits - 8 * first;
    const rest = 8 * (last - first) - skip - sizeBits;
    const shift = this.run.machine.target.bigEndian ? rest : skip;
    return BigInt.asUintN(sizeBits, word >> BigInt(shift));
  }

  private number(bytes: Uint8Array): bigint {
    const ordered = this.run.machine.target.bigEndian ? bytes : bytes.slice().reverse();
    return ordered.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  }
}

/** Members of 8 bytes or fewer that have no members of their own. */
function isScalar(field: ViewField, fields: readonly ViewField[]): boolean {
  if (field.sizeBits > 64 || field.sizeBits === 0) return false;
  return !fields.some((other) => other.path.startsWith(`${field.path}.`));
}

/** What a page is after the events that concern it. */
function stateOf(frame: number, events: readonly RunEvent[]): string {
  let state = 'free';
  for (const event of events) {
    if (event.frame === undefined || !concerns(event, frame)) continue;
    if (event.kind === 'allocate') state = event.detail.endsWith('slab') ? 'slab' : 'allocated';
    if (event.kind === 'free') state = 'free';
    if (event.kind === 'construct') state = `${event.detail} table`;
    if (event.kind === 'destruct') state = 'allocated';
  }
  return state;
}

/**
 * Pages that were taken before the run have no event in it, and one that is being allocated has it only
 * afterwards. A page with references is not free, whatever was not seen.
 */
function heldState(state: string, refcount: number, flagNames: readonly string[]): string {
  if (state !== 'free' || refcount === 0) return state;
  return flagNames.includes('PG_slab') ? 'slab' : 'allocated';
}

/** Allocating and freeing concern every page of the block. */
function concerns(event: RunEvent, frame: number): boolean {
  if (event.kind === 'lock' || event.kind === 'unlock') return false;
  const [, order] = /^order (\d+)/.exec(event.detail) ?? [];
  const first = event.frame as number;
  return frame >= first && frame < first + 2 ** Number(order ?? 0);
}

/** The open calls, the innermost first, with the places of the calls. */
function framesOf(cursor: TraceCursor): CallFrame[] {
  const calls = cursor.calls();
  return calls
    .map(({ entry, callToken }, i) => ({
      function: entry.name,
      place: callToken < 0 ? undefined : calls[i - 1]?.entry.owner?.place(callToken),
    }))
    .reverse();
}
