import { recordName } from '../../../language/src/types/type-name.ts';
import type { KernelRun } from '../checks/kernel-run.ts';
import { fieldAt, viewNamed } from '../checks/page-layout.ts';
import { treeName } from '../kernel-functions/kernel-functions.ts';
import { TABLE_RECORD } from '../kernel-functions/page-members.ts';
import { type FunctionEntry, returnsNothing } from '../machine/run/function-entry.ts';
import type { Value } from '../machine/values/scalar-kind.ts';
import { spellPath } from '../machine/watch/member-view.ts';
import type { CodeSite, Observer } from '../machine/watch/observer.ts';
import type { TraceEvent } from './trace-event.ts';

/** More events than this are no reading matter; the log says that it was cut. */
const MOST_EVENTS = 200_000;

/** A store whose bytes are not there yet: observers are told before. */
interface Pending {
  readonly near: number;
  readonly sizeBytes: number;
  readonly site: CodeSite;
  readonly before: bigint;
}

/** Writes down what a run does to page frames, in the order of its happening. */
export class TraceLog implements Observer {
  readonly events: TraceEvent[] = [];
  isCut = false;
  /** Nothing is written down before the scenario begins, or when no one asked. */
  private isOn = false;
  private readonly run: KernelRun;
  private pending: Pending | undefined;
  private findings = 0;
  private depthAtStart = 0;

  constructor(run: KernelRun) {
    this.run = run;
  }

  enterCall(entry: FunctionEntry, args: readonly Value[], callToken: number): void {
    if (!this.settle()) return;
    const { calls } = this.run.machine;
    this.add({
      kind: 'call',
      depth: calls.depth - this.depthAtStart,
      function: treeName(entry.name),
      place: calls.depth > 0 ? calls.place(callToken) : undefined,
      args: args.map(hexadecimal),
    });
    this.run.enterCall(entry, args, callToken);
    this.noteFindings();
  }

  leaveCall(entry: FunctionEntry, result: Value): void {
    this.settle();
    this.run.leaveCall(entry, result);
    if (!this.run.story.isWatching) return;
    const depth = this.run.machine.calls.depth - this.depthAtStart;
    const value = returnsNothing(entry) ? null : hexadecimal(result);
    this.add({ kind: 'return', depth, function: treeName(entry.name), value });
    this.noteFindings();
  }

  load(address: number, sizeBytes: number, site: CodeSite): void {
    this.run.load(address, sizeBytes, site);
  }

  store(address: number, sizeBytes: number, site: CodeSite): void {
    this.run.store(address, sizeBytes, site);
    if (!this.settle() || sizeBytes > 16 || !this.isNoted(address)) return;
    this.pending = {
      near: address,
      sizeBytes,
      site,
      before: this.run.memory.readNumber(address, sizeBytes),
    };
  }

  finding(): void {
    this.noteFindings();
  }

  printed(text: string): void {
    if (this.settle()) this.add({ kind: 'print', text });
  }

  failed(name: string, number: number): void {
    if (this.settle()) this.add({ kind: 'fail', function: name, number });
  }

  begin(): void {
    this.isOn = true;
    this.depthAtStart = this.run.machine.calls.depth;
  }

  end(): void {
    this.settle();
    this.noteFindings();
  }

  private isNoted(near: number): boolean {
    if (this.run.frames.ofPageByte(near) >= 0) return true;
    return this.run.memory.counters.some(
      ({ address, sizeBytes }) => near >= address && near < address + sizeBytes,
    );
  }

  /** Writes the last store down. @returns whether the run is being watched */
  private settle(): boolean {
    const { pending, run } = this;
    this.pending = undefined;
    if (pending && run.story.isWatching) {
      const after = run.memory.readNumber(pending.near, pending.sizeBytes);
      if (run.frames.ofPageByte(pending.near) >= 0) this.addStore(pending, after);
      else this.addCounter(pending, after);
    }
    return run.story.isWatching;
  }

  private addStore({ near, sizeBytes, site, before }: Pending, after: bigint): void {
    const { frames } = this.run;
    const frame = frames.ofPageByte(near);
    const offset = near - frames.pageAddress(frame);
    this.add({
      kind: 'store',
      depth: this.run.machine.calls.depth - this.depthAtStart,
      place: site.unit.place(site.token),
      pfn: frame + frames.info.firstPfn,
      ...this.nameOf(frame, offset, sizeBytes, site),
      offset,
      size: sizeBytes,
      before: `0x${before.toString(16)}`,
      after: `0x${after.toString(16)}`,
    });
  }

  /** The name that the code uses; behind a pointer to a part, the one of what the page is now. */
  private nameOf(
    frame: number,
    offset: number,
    sizeBytes: number,
    site: CodeSite,
  ): { record: string; field: string } {
    const { layout } = this.run;
    const { view } = site;
    const own = view && recordName(view.record);
    if (view && own !== undefined && viewNamed(layout, own))
      return { record: own, field: spellPath(view) };
    const page = this.run.pages.ofFrame(frame);
    const name = page?.level === undefined ? 'struct page' : TABLE_RECORD;
    const found = viewNamed(layout, name) ?? layout.views[0];
    const field = found && fieldAt(found, 8 * offset, 8 * sizeBytes);
    return { record: found?.record ?? 'struct page', field: field?.path ?? `byte ${offset}` };
  }

  private addCounter({ near, sizeBytes, before }: Pending, after: bigint): void {
    const counter = this.run.memory.counters.find(
      (each) => near >= each.address && near < each.address + each.sizeBytes,
    );
    if (counter === undefined) return;
    const signed = (value: bigint) => Number(BigInt.asIntN(8 * sizeBytes, value));
    this.add({ kind: 'counter', name: counter.name, before: signed(before), after: signed(after) });
  }

  private noteFindings(): void {
    for (; this.findings < this.run.story.findings.length; this.findings++)
      this.add({ kind: 'finding', index: this.findings });
  }

  private add(event: TraceEvent): void {
    if (!this.isOn || (!this.run.story.isWatching && event.kind !== 'finding')) return;
    if (this.events.length >= MOST_EVENTS) this.isCut = true;
    else this.events.push(event);
  }
}

function hexadecimal(value: Value): string {
  const number = BigInt(value);
  return number < 0n ? `-0x${(-number).toString(16)}` : `0x${number.toString(16)}`;
}
