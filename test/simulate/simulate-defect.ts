/** Runs one lifecycle in a tree that is edited in memory. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunResult } from '../../emulator/src/link/run-result.ts';
import { Simulator } from '../../emulator/src/link/simulator.ts';
import { openKernelTree } from '../../server/src/kernel/kernel-tree.ts';
import { simulatedMachines } from '../../server/src/simulate/machines.ts';
import { openKernel } from '../../server/src/simulate/open-kernel.ts';
import { MODEL } from '../model/model-build.ts';
import type { Defect } from './model-defects.ts';

/** The text of a file with the defect in it. @throws when the edit does not fit the file */
export function editedText({ file, from, to }: Defect, tree = MODEL): string {
  const text = readFileSync(join(tree, file), 'utf8');
  if (text.split(from).length !== 2) throw new Error(`${file} has not one place for the edit`);
  return text.replace(from, () => to);
}

export function runDefect(defect: Defect): RunResult {
  const { entry, simulator } = defectSimulator(defect);
  return simulator.simulate(entry, defect.fail === undefined ? {} : { fail: defect.fail });
}

/** The machine with the defect, and the lifecycle that runs into it. */
export function defectSimulator(defect: Defect): { entry: string; simulator: Simulator } {
  const [entry = '', arch = ''] = defect.run.split('@');
  const tree = openKernelTree(MODEL);
  if (!tree) throw new Error('the model is no kernel tree');
  const [machine] = simulatedMachines(tree, { tree: MODEL, arch });
  if (!machine) throw new Error(`${arch}: no such machine`);
  const overlay = new Map([
    [join(MODEL, defect.file), new TextEncoder().encode(editedText(defect))],
  ]);
  return { entry, simulator: new Simulator(openKernel({ machine, overlay })) };
}

/** The line that a finding has to stand at. */
export function expectedLine(defect: Defect, tree = MODEL): number {
  const { file, line, after } = defect.at;
  const text =
    file === defect.file ? editedText(defect, tree) : readFileSync(join(tree, file), 'utf8');
  const start = after === undefined ? 0 : text.indexOf(after);
  const found = start < 0 ? -1 : text.indexOf(line, start);
  if (found < 0) throw new Error(`${file} has no line "${line}"`);
  return text.slice(0, found).split('\n').length;
}
