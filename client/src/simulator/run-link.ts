/** A run by its link and by its command line: what was chosen, and nothing else, makes it the same run. */
import type { SimulatorState } from '../../../server/src/protocol.ts';

/** What a link says about a run. */
export type LinkedRun = Pick<
  SimulatorState,
  'entry' | 'machine' | 'before' | 'fail' | 'graceAtStep' | 'step'
>;

/** The query of a link: `entry=pte&arch=x86_64&fail=2&step=31`. */
export function linkQuery({ entry, machine, before, fail, graceAtStep, step }: LinkedRun): string {
  const query = new URLSearchParams();
  if (entry !== null) query.set('entry', entry);
  if (machine !== null) query.set('arch', machine);
  if (before) query.set('before', '1');
  if (fail !== null) query.set('fail', String(fail));
  if (graceAtStep !== null) query.set('grace', String(graceAtStep));
  if (step > 1) query.set('step', String(step));
  return query.toString();
}

/** The run of a query; undefined where it names none. A link comes from anywhere, so all is checked. */
export function linkedRun(text: string): LinkedRun | undefined {
  const query = new URLSearchParams(text);
  const entry = query.get('entry');
  const machine = query.get('arch');
  if (entry === null || !/^[\w-]{1,200}$/.test(entry)) return undefined;
  if (machine !== null && !/^[\w.-]{1,200}$/.test(machine)) return undefined;
  const fail = count(query.get('fail'));
  const step = count(query.get('step'));
  const graceAtStep = count(query.get('grace'));
  const before = query.get('before') === '1';
  return { entry, machine, before, fail, graceAtStep, step: step ?? 1 };
}

function count(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

/** The command that gives the same run; the tree is a path as the shell takes it. */
export function commandLine(
  { entry, machine, before, fail, graceAtStep }: LinkedRun,
  tree: string,
  isModel: boolean,
): string {
  const words = ['ptdesc', 'simulate', entry ?? '', '--tree', quoted(tree)];
  if (isModel && machine !== null) words.push('--arch', machine);
  if (before) words.push('--before');
  if (fail !== null) words.push('--fail', String(fail));
  const command = words.join(' ');
  if (graceAtStep === null) return command;
  // Only the panel ends grace periods by hand, so no one is told that the command does.
  return `${command}   (there, RCU does not run at step ${graceAtStep}: the link has that)`;
}

const quoted = (word: string): string =>
  /^[\w./+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
