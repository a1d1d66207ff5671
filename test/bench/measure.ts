/** One round with one server: what is measured, in the order in which a user meets it. */
import { performance } from 'node:perf_hooks';
import type { KernelBuild } from '../kernels/builds.ts';
import { type Hover, OpenDocument, type Position } from './document.ts';
import { type EditTarget, findEditTarget } from './edit-target.ts';
import type { HoverTargets } from './member-uses.ts';
import { type MeasuredServer, type Session, startSession } from './servers.ts';

/** The samples of one round. Times in milliseconds. */
export interface Round {
  coldMs: number;
  /** Per list of targets, in their order. */
  hoverMs: number[][];
  /** Per list of targets: how many hovers had content. */
  answered: number[];
  editMs: number[];
  /** From a keystroke in the first file to the diagnostics of what it made. */
  diagnosticsMs: number[];
  /** Answers after an edit that were empty or about the text before it. */
  stale: number;
  /** The server's VmHWM after the hovers in the first file. */
  peakKb: number;
}

/** What every round asks. */
export interface Workload {
  /** Asked first, right after opening: a member of a record over struct page. */
  first: HoverTargets;
  /** The file of the first list is open alone when memory is read. */
  hovers: HoverTargets[];
  /** How many characters are typed. */
  edits: number;
}

/** Starts the server, measures, and stops it. @throws when the server fails */
export async function measureRound(
  server: MeasuredServer,
  kernel: KernelBuild,
  work: Workload,
): Promise<Round> {
  const start = performance.now();
  const session = await startSession(server, kernel);
  try {
    return await measureSession(session, start, work);
  } finally {
    await session.stop();
  }
}

async function measureSession(session: Session, start: number, work: Workload): Promise<Round> {
  const { client } = session;
  const target = findEditTarget(work.first);
  const open = new Map([[work.first.path, new OpenDocument(client, work.first.path)]]);
  const document = open.get(work.first.path) as OpenDocument;
  const first = await document.hover(target.use);
  const coldMs = performance.now() - start;
  if (first === null) throw new Error('the first hover is empty');
  const round: Round = {
    coldMs,
    hoverMs: [],
    answered: [],
    editMs: [],
    diagnosticsMs: [],
    stale: 0,
    peakKb: 0,
  };
  for (const targets of work.hovers) {
    const opened = open.get(targets.path) ?? new OpenDocument(client, targets.path);
    if (!open.has(targets.path)) await opened.hover(targets.uses[0] as Position);
    open.set(targets.path, opened);
    await measureHovers(opened, targets, round);
    if (round.hoverMs.length === 1) round.peakKb = client.peakMemoryKb();
  }
  await measureEdits(document, target, work.edits, round);
  await measureDiagnostics(document, target, work.edits / 2, round);
  return round;
}

async function measureHovers(
  document: OpenDocument,
  { uses }: HoverTargets,
  round: Round,
): Promise<void> {
  const samples: number[] = [];
  let answered = 0;
  for (const use of uses) {
    const start = performance.now();
    const hover = await document.hover(use);
    samples.push(performance.now() - start);
    if (hover !== null) answered++;
  }
  round.hoverMs.push(samples);
  round.answered.push(answered);
}

/**
 * Types digits into a constant that stands as a statement before the use: the program stays valid, and
 * the use moves one column to the right with every digit, which tells a fresh answer from a stale one.
 */
async function measureEdits(
  document: OpenDocument,
  { statement, use }: EditTarget,
  count: number,
  round: Round,
): Promise<void> {
  const prefix = '1; ';
  document.insert(statement, prefix);
  const at = { ...use, character: use.character + prefix.length };
  await document.hover(at);
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    document.insert({ ...statement, character: statement.character + 1 }, '1');
    at.character++;
    const hover = await document.hover(at);
    round.editMs.push(performance.now() - start);
    if (!isAt(hover, at)) round.stale++;
  }
}

/** Goes on typing digits there, and waits each time until the server has read them. */
async function measureDiagnostics(
  document: OpenDocument,
  { statement }: EditTarget,
  count: number,
  round: Round,
): Promise<void> {
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    document.insert({ ...statement, character: statement.character + 1 }, '1');
    await document.diagnosed();
    round.diagnosticsMs.push(performance.now() - start);
  }
}

function isAt(hover: Hover | null, position: Position): boolean {
  if (hover === null) return false;
  return hover.range === undefined || hover.range.start.character === position.character;
}
