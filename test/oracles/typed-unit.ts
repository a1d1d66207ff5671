/**
 * A translation unit as gcc sees it, reduced to what decides types: preprocessed under the recorded
 * flags, function bodies emptied.
 */
import { emptyFunctionBodies } from './function-bodies.ts';
import type { KbuildCommand } from './kbuild-cmd.ts';
import { runOk } from './run.ts';

/** The units read last: layouts and alignments of one unit are asked for one after the other. */
const recent = new Map<KbuildCommand, Promise<string>>();
const RECENT_LIMIT = 4;

/** The preprocessed unit, with line markers. @throws when gcc refuses it */
export function typedUnit(command: KbuildCommand): Promise<string> {
  const known = recent.get(command);
  if (known !== undefined) return known;
  const text = readTypedUnit(command);
  recent.set(command, text);
  const [oldest] = recent.keys();
  if (recent.size > RECENT_LIMIT && oldest !== undefined) recent.delete(oldest);
  return text;
}

async function readTypedUnit(command: KbuildCommand): Promise<string> {
  const argv = [command.compiler, ...command.flags, '-E', command.sourcePath];
  const text = await runOk(argv, { cwd: command.folder });
  return emptyFunctionBodies(text.toString('latin1'));
}

/**
 * The recorded flags for text that is preprocessed already: macros, include paths and warnings have no
 * meaning any more (and empty bodies warn), everything that decides layouts stays.
 */
export function flagsAfterPreprocessing(command: KbuildCommand): string[] {
  const flags: string[] = [];
  for (let i = 0; i < command.flags.length; i++) {
    const flag = command.flags[i] as string;
    if (flag === '-include' || flag === '-isystem') i++;
    else if (!/^-([IDUW]|isystem|iquote)/.test(flag)) flags.push(flag);
  }
  return [...flags, '-w', '-x', 'cpp-output'];
}
