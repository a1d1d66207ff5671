/** A recording as plain data, event by event, to be compared. */

import { recordName } from '../../language/src/types/type-name.ts';
import type { SourcePlace } from '../src/machine/run/fault.ts';
import type { ProgramUnit } from '../src/machine/run/program-unit.ts';
import type { Value } from '../src/machine/values/scalar-kind.ts';
import { spellPath } from '../src/machine/watch/member-view.ts';
import type { CodeSite } from '../src/machine/watch/observer.ts';
import { CALL, NOTE, RETURN, type Recording, STEP } from '../src/trace/recording.ts';

/** `depth` counts the calls around the event; `step` the statement that it belongs to, from 1 on. */
export type RecordedEvent =
  | { readonly kind: 'step'; readonly step: number; readonly depth: number; readonly function: string; readonly place: SourcePlace | undefined }
  | { readonly kind: 'call'; readonly step: number; readonly depth: number; readonly function: string; readonly args: readonly string[]; readonly place: SourcePlace | undefined }
  | { readonly kind: 'return'; readonly step: number; readonly depth: number; readonly function: string; readonly result: string | undefined }
  | TracedStore
  | { readonly kind: 'note'; readonly step: number; readonly depth: number; readonly note: unknown }; // biome-ignore format: a table

interface TracedStore {
  readonly kind: 'store';
  readonly step: number;
  readonly depth: number;
  /** As the program has it, in hexadecimal. */
  readonly address: string;
  /** The bytes in the order of their addresses, two digits each. */
  readonly before: string;
  readonly after: string;
  /** The member that the code names: `struct page`, `lru.next`. */
  readonly record: string | undefined;
  readonly path: string | undefined;
  readonly place: SourcePlace | undefined;
}

/** What turns kept addresses into the program's (Memory). */
export interface AddressMap {
  far(near: number): Value;
}

/** Every event of a recording from one on, in order. */
export function* recordedEvents(
  recording: Recording,
  memory: AddressMap,
  from = 0,
  to = recording.length,
): Iterable<RecordedEvent> {
  const open: number[] = [];
  let step = 0;
  for (let event = 0; event < to; event++) {
    const kind = recording.kind(event);
    if (kind === STEP) step++;
    if (kind === RETURN) open.pop();
    if (event >= from) yield plainEvent(recording, memory, event, step, open);
    if (kind === CALL) open.push(event);
  }
}

function plainEvent(
  recording: Recording,
  memory: AddressMap,
  event: number,
  step: number,
  open: readonly number[],
): RecordedEvent {
  const depth = open.length;
  const kind = recording.kind(event);
  if (kind === STEP) {
    const site = recording.site(event);
    return { kind: 'step', step, depth, function: site.function, place: sitePlace(site) };
  }
  if (kind === CALL) {
    const { entry, args, callToken } = recording.call(event);
    const caller = open.length > 0 ? recording.call(open[open.length - 1]).entry.owner : undefined;
    const place = tokenPlace(caller, callToken);
    return { kind: 'call', step, depth, function: entry.name, args: args.map(spell), place };
  }
  if (kind === RETURN) {
    const call = recording.callOf(event);
    const result = recording.result(call);
    const { name } = recording.call(call).entry;
    return {
      kind: 'return',
      step,
      depth,
      function: name,
      result: result === undefined ? undefined : spell(result),
    };
  }
  if (kind === NOTE) return { kind: 'note', step, depth, note: recording.noteAt(event) };
  return plainStore(recording, memory, event, step, depth);
}

function plainStore(
  recording: Recording,
  memory: AddressMap,
  event: number,
  step: number,
  depth: number,
): TracedStore {
  const site = recording.site(event);
  const { view } = site;
  return {
    kind: 'store',
    step,
    depth,
    address: spell(memory.far(recording.address(event))),
    before: hexadecimal(recording.oldBytes(event)),
    after: hexadecimal(recording.newBytes(event)),
    record: view && recordName(view.record),
    path: view && spellPath(view),
    place: sitePlace(site),
  };
}

function sitePlace(site: CodeSite): SourcePlace | undefined {
  return site.unit.place(site.token);
}

function tokenPlace(unit: ProgramUnit | undefined, token: number): SourcePlace | undefined {
  return token < 0 ? undefined : unit?.place(token);
}

/** Values as hexadecimal text: JSON has no integers of 64 bits. */
function spell(value: Value): string {
  if (typeof value === 'number' && !Number.isInteger(value)) return String(value);
  return value < 0 ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;
}

function hexadecimal(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}
