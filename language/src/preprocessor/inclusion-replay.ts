import { type Extent, type MemoEntry, T_GUARDED, T_ONCE } from './inclusion-memo.ts';
import type { RecordedState } from './inclusion-recorder.ts';
import type { Preprocessor } from './preprocessor.ts';

/** Whether an inclusion would go now as it went once. */
export function fitsNow(
  unit: Preprocessor,
  { macros, guarded, onceFiles }: RecordedState,
  entry: MemoEntry,
): boolean {
  const { ids, macros: then, touchedFiles, touchedStates, segment, start, end } = entry;
  const { of } = macros;
  for (let i = 0; i < ids.length; i++) if (of[ids[i] as number] !== then[i]) return false;
  for (let i = 0; i < touchedFiles.length; i++) {
    const file = touchedFiles[i] as number;
    const now = (guarded.has(file) ? T_GUARDED : 0) | (onceFiles.includes(file) ? T_ONCE : 0);
    if (now !== touchedStates[i]) return false;
  }
  const { files } = segment.inclusions;
  for (let i = start.inclusions; i < end.inclusions; i++) {
    const row = i - segment.base.inclusions;
    if (unit.sources.file(files[row] as number)?.version !== segment.versions[row]) return false;
  }
  return true;
}

/** Adds to a unit what an inclusion gave once; `parent` and `loc` are those of the #include now. */
export function replay(
  unit: Preprocessor,
  { macros }: RecordedState,
  entry: MemoEntry,
  parent: number,
  loc: number,
): void {
  const { segment, start, end } = entry;
  const { base } = segment;
  const row = (name: keyof Extent, of: Extent) => of[name] - base[name];
  const output = unit.tokens.length - start.output;
  const log = macros.logLength - start.log;
  const shift = unit.expansions.length - start.expansions;
  replayInclusions(unit, entry, parent, loc);
  unit.tokens.pushShifted(segment.tokens, row('output', start), row('output', end), shift);
  const { expansions } = segment;
  unit.expansions.append(
    expansions,
    base.expansions,
    row('expansions', start),
    row('expansions', end),
  );
  for (let i = row('deferred', start); i < row('deferred', end); i++) {
    const { outputs, files, opens, closes, logs } = segment.deferred;
    unit.deferred.add((outputs[i] as number) + output, {
      file: files[i] as number,
      open: opens[i] as number,
      close: closes[i] as number,
      log: (logs[i] as number) + log,
    });
  }
  replayPragmas(unit, entry, output, shift);
  const { changes } = segment;
  for (let i = row('log', start); i < row('log', end); i++)
    macros.set(changes.ids[i] as number, changes.macros[i] as number);
}

function replayInclusions(
  unit: Preprocessor,
  { segment, start, end }: MemoEntry,
  parent: number,
  loc: number,
): void {
  const { base, inclusions, inactive } = segment;
  const shift = unit.inclusions.length - start.inclusions;
  for (let i = start.inclusions - base.inclusions; i < end.inclusions - base.inclusions; i++) {
    const isOutermost = i === start.inclusions - base.inclusions;
    unit.inclusions.add(
      inclusions.files[i] as number,
      isOutermost ? parent : (inclusions.parents[i] as number) + shift,
      isOutermost ? loc : (inclusions.locs[i] as number) >>> 0,
    );
  }
  for (let i = start.inactive - base.inactive; i < end.inactive - base.inactive; i++) {
    const { inclusions: rows, starts, ends, reasons } = inactive;
    const inclusion = (rows[i] as number) + shift;
    unit.inactive.add(
      inclusion,
      starts[i] as number,
      ends[i] as number,
      (reasons[i] as number) >>> 0,
    );
  }
}

function replayPragmas(
  unit: Preprocessor,
  { segment, start, end }: MemoEntry,
  output: number,
  shift: number,
): void {
  const { outputIndexes, starts, tokens } = segment.pragmas;
  const first = starts[0] ?? 0;
  for (let i = start.pragmas - segment.base.pragmas; i < end.pragmas - segment.base.pragmas; i++) {
    unit.pragmas.begin((outputIndexes[i] as number) + output);
    const from = (starts[i] as number) - first;
    const to = i + 1 < starts.length ? (starts[i + 1] as number) - first : tokens.length;
    unit.pragmas.tokens.pushShifted(tokens, from, to, shift);
  }
}
