/** What a run tells: the calls that are open, what happened, and what is wrong. */

import type { KernelEvent } from '../kernel-functions/kernel-event.ts';
import type { CallFrame, RelatedPlace, SourcePlace } from '../machine/run/fault.ts';
import type { Value } from '../machine/values/scalar-kind.ts';
import type { Moment } from '../machine/watch/blocks.ts';
import type { SimulationFinding } from './check.ts';
import { innermostOfCode } from './finding-place.ts';
import type { HeldLock, OpenCall, RunEvent } from './kernel-call.ts';
import type { KernelMemory } from './kernel-memory.ts';
import type { PageState } from './page-state.ts';
import type { RunPages } from './run-pages.ts';

const CHANGES_STATE: ReadonlySet<KernelEvent['kind']> = new Set([
  'ctor', 'dtor', 'ptlock-alloc', 'ptlock-free',
]); // biome-ignore format: a list

export class RunStory {
  private readonly memory: KernelMemory;

  private readonly pages: RunPages;

  constructor(memory: KernelMemory, pages: RunPages) {
    this.memory = memory;
    this.pages = pages;
  }

  readonly findings: SimulationFinding[] = [];

  readonly held: HeldLock[] = [];

  /** False before and after the scenario: its surroundings are not judged. */
  isWatching = false;

  /** Calls that mean something, the outermost first. */
  readonly open: OpenCall[] = [];

  /** Above 0 inside an allocator. */
  allocatorDepth = 0;

  /** Above 0 inside the allocator of objects. */
  slabDepth = 0;

  private readonly told = new Set<string>();

  /** What happened to pages and locks, in order. */
  readonly events: RunEvent[] = [];

  /** True inside the constructor or the destructor of a page, and where its lock is made or given back. */
  isChangingState(page: PageState): boolean {
    return this.open.some(({ event, page: of }) => of === page && CHANGES_STATE.has(event.kind));
  }

  get isInSlabAllocator(): boolean {
    return this.slabDepth > 0;
  }

  /** True while an allocator itself works on pages. */
  get isInAllocator(): boolean {
    return this.allocatorDepth > 0;
  }

  /** Writes down what happened. */
  note(kind: RunEvent['kind'], frame: number | undefined, detail: string): void {
    if (!this.isWatching) return;
    const { machine } = this.memory;
    const name = machine.calls.innermost?.name ?? '';
    this.events.push({ step: machine.steps, kind, frame, detail, function: name });
  }

  noteLock(kind: 'lock' | 'unlock', lock: Value): void {
    const near = this.memory.frames.nearOf(lock);
    const frame = near === undefined ? -1 : this.memory.frames.ofPageByte(near);
    this.note(kind, frame < 0 ? undefined : frame, `0x${BigInt(lock).toString(16)}`);
  }

  /** The function whose event is being told of. */
  get openName(): string | undefined {
    return this.open[this.open.length - 1]?.entry.name;
  }

  /** Where the function is defined whose event is being told of. */
  get definitionPlace(): SourcePlace | undefined {
    const entry = this.telling?.entry;
    const token = entry?.definition?.symbol.token;
    return token === undefined ? undefined : entry?.owner?.place(token);
  }

  /** The call whose end is being told of: it is no longer among the open ones. */
  telling: OpenCall | undefined;

  /** Where the run is, whatever call it is in. */
  here(): Moment {
    const { machine } = this.memory;
    return { step: machine.steps, token: machine.token, calls: machine.calls.capture() };
  }

  /** Now, before the call that the token stands for is entered. */
  momentOfCall(token: number): Moment {
    const { machine } = this.memory;
    return { step: machine.steps, token, calls: machine.calls.capture() };
  }

  /** The call that the run is in now; a finding is told of its place. */
  now(): Moment {
    const open = this.telling ?? this.open[this.open.length - 1];
    const { machine } = this.memory;
    return (
      open?.moment ?? { step: machine.steps, token: machine.token, calls: machine.calls.capture() }
    );
  }

  /** The open calls up to one of them, that one first. */
  private callsFrom(depth: number): readonly CallFrame[] {
    const { calls } = this.memory.machine;
    return calls.frames().slice(calls.depth - 1 - depth);
  }

  /** Goes on from where another run is. */
  goOnFrom(story: RunStory, copyCall: (call: OpenCall) => OpenCall): void {
    this.isWatching = story.isWatching;
    this.allocatorDepth = story.allocatorDepth;
    this.slabDepth = story.slabDepth;
    this.telling = story.telling && copyCall(story.telling);
    this.open.push(...story.open.map(copyCall));
    this.held.push(...story.held);
    this.events.push(...story.events);
    this.findings.push(...story.findings);
    for (const key of story.told) this.told.add(key);
  }

  release(lock: Value): void {
    const at = this.held.findLastIndex((each) => each.lock === lock);
    if (at >= 0) this.held.splice(at, 1);
  }

  /** Adds a finding, once for each check and place. */
  report(
    check: string,
    message: string,
    story: {
      readonly page?: PageState | undefined;
      readonly related?: readonly RelatedPlace[];
      readonly at?: Moment | undefined;
      readonly place?: SourcePlace | undefined;
      /** Of the open call that the place is in, when it is not the innermost; 0 for the outermost. */
      readonly depth?: number | undefined;
    } = {},
  ): void {
    const moment = story.at ?? this.now();
    const found = innermostOfCode(moment);
    const place = story.place ?? found.place;
    const key = `${check}:${place?.file}:${place?.line}`;
    if (this.told.has(key)) return;
    this.told.add(key);
    const calls = story.depth === undefined ? found.calls : this.callsFrom(story.depth);
    this.findings.push({
      check,
      message,
      place,
      calls,
      related: story.related ?? [],
      step: moment.step,
      ...(story.page && { page: this.pages.bytesOf(story.page) }),
    });
  }
}
