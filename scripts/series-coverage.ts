/** Which patches of the series a run of the modelled kernel goes through. */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type SimulatedKernel, Simulator } from '../emulator/src/link/simulator.ts';
import { Recording, STEP } from '../emulator/src/trace/recording.ts';
import { modelTree } from '../server/src/kernel/model-tree.ts';
import { type Patch, SERIES } from './series.ts';

const MODEL = modelTree();
const BEFORE = join(MODEL, '../before');

/** The lines (from 1) of a file of the model whose text the file had not before the series. */
function changedLines(file: string): ReadonlySet<number> {
  const before = new Set(textLines(join(BEFORE, file)));
  const lines = textLines(join(MODEL, file));
  return new Set(lines.flatMap((text, at) => (before.has(text) ? [] : [at + 1])));
}

function textLines(path: string): string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim());
}

/** What tells that a patch was run: names of functions, or lines by their files. */
const WATCHED = SERIES.filter(({ declares }) => declares === undefined).map((patch) => ({
  patch,
  lines: new Map(
    patch.functions ? [] : patch.files.map((file) => [file, changedLines(file)] as const),
  ),
}));

/** The patches whose code a lifecycle steps through on a machine. */
export function patchesRun(kernel: SimulatedKernel, lifecycle: string): Set<Patch> {
  const recording = new Recording();
  new Simulator(kernel, { recording }).simulate(lifecycle, { traced: true });
  const functions = new Set<string>();
  const lines = new Set<string>();
  for (let event = 0; event < recording.length; event++) {
    if (recording.kind(event) !== STEP) continue;
    const { unit, token, function: name } = recording.site(event);
    // Where the code is spelled: a macro's own lines, not those of its uses.
    const place = unit.unit.place(token);
    functions.add(name);
    if (place) lines.add(`${relative(MODEL, place.file.path)}:${place.line}`);
  }
  const isRun = ({ patch, lines: watched }: (typeof WATCHED)[number]) =>
    patch.functions?.some((name) => functions.has(name)) ??
    [...watched].some(([file, some]) => [...some].some((line) => lines.has(`${file}:${line}`)));
  return new Set(WATCHED.filter(isRun).map(({ patch }) => patch));
}
