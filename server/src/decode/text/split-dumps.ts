/** Takes the dumps of a log apart: where one ends and the next begins, and what was printed around it. */
import { type DumpLineKind, dumpLineKinds } from './dump-lines.ts';
import type { LogLine } from './log-lines.ts';

/** The lines of one dump. */
export interface DumpPart {
  /** The dump's own lines and what stands between them. */
  readonly lines: LogLine[];
  /** Lines of the same report before it: a KASAN report's stacks, for example. */
  readonly before: LogLine[];
  /** Lines of the same report after it: the stack, page_owner's lines. */
  readonly after: LogLine[];
  readonly kinds: Set<DumpLineKind>;
}

/** Further lines than this are not of the same report. */
const MAX_AROUND = 200;
const REPORT_BEGINS =
  /\bBUG: |\bMemory failure: |-+\[ cut here \]-+|\bUBSAN: |\bkernel BUG at |={20,}/;
const REPORT_ENDS = /---\[ end (?:trace|Kernel panic)/;

/** What may stand before each line of a dump, so that a line which comes too late begins another one. */
const NOT_AFTER: Readonly<Record<DumpLineKind, readonly DumpLineKind[]>> = {
  bad: ['bad', 'torn', 'state', 'poisoned', 'flags', 'raw', 'head', 'reason'],
  torn: ['torn', 'state', 'poisoned', 'flags', 'raw', 'head', 'reason'],
  state: ['state', 'poisoned', 'flags', 'raw', 'head', 'reason'],
  poisoned: ['state', 'poisoned', 'flags', 'raw', 'head', 'reason'],
  headState: ['headState', 'flags', 'raw', 'head', 'reason'],
  // Before 5.10 it was the last line of all.
  memcg: ['memcg'],
  flags: ['flags', 'raw', 'head', 'reason'],
  pageType: ['pageType', 'raw', 'head', 'reason'],
  raw: ['head', 'reason'],
  head: ['reason'],
  reason: ['reason'],
  badFlags: [],
};

/** The dumps of some lines, in their order. */
export function splitDumps(lines: readonly LogLine[]): DumpPart[] {
  const dumps: DumpPart[] = [];
  let current: DumpPart | undefined;
  let before: LogLine[] = [];
  let isBefore = true;
  for (const line of lines) {
    const kinds = dumpLineKinds(line.text);
    if (kinds.length > 0) {
      if (!current || kinds.some((kind) => beginsNext(current as DumpPart, kind))) {
        current = { lines: [], before, after: [], kinds: new Set() };
        dumps.push(current);
        before = [];
      }
      isBefore = false;
      current.lines.push(...current.after.splice(0), line);
      for (const kind of kinds) current.kinds.add(kind);
      continue;
    }
    isBefore ||= REPORT_BEGINS.test(line.text) && current?.kinds.has('reason') !== false;
    const around = isBefore ? before : current?.after;
    around?.push(line);
    if (around && around.length > MAX_AROUND) around.shift();
    if (REPORT_ENDS.test(line.text)) [isBefore, before] = [true, []];
  }
  return dumps;
}

function beginsNext({ kinds }: DumpPart, kind: DumpLineKind): boolean {
  // The old bad_page() printed its reason's flags after everything else.
  return NOT_AFTER[kind].some((earlier) => kinds.has(earlier));
}
