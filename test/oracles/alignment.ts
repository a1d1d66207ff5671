/**
 * Alignments, which DWARF does not hold: each is written as an assertion at the end of the unit, and
 * gcc says which ones do not hold.
 */
import type { KbuildCommand } from './kbuild-cmd.ts';
import type { LayoutLine } from './layout-lines.ts';
import { run } from './run.ts';
import { flagsAfterPreprocessing, typedUnit } from './typed-unit.ts';

/** Marks our assertions among gcc's messages. */
const MARK = 'ptdesc alignment of ';

/** The assertions, one a line, for the records that can be named at the end of the unit. */
export function alignmentAssertions(layouts: readonly LayoutLine[]): string {
  const lines = layouts.map(
    ({ tag, align }) =>
      `_Static_assert(_Alignof(${tag}) == ${align}, "${MARK}${tag} is ${align}");`,
  );
  return `\n${lines.join('\n')}\n`;
}

/**
 * Which of the alignments gcc refuses, one message each. What gcc says besides (a tag that it does not
 * know) is a message too.
 */
export async function refusedAlignments(
  command: KbuildCommand,
  layouts: readonly LayoutLine[],
): Promise<string[]> {
  const text = (await typedUnit(command)) + alignmentAssertions(layouts);
  const argv = [command.compiler, ...flagsAfterPreprocessing(command), '-fsyntax-only', '-'];
  const input = Buffer.from(text, 'latin1');
  const { status, stderr } = await run(argv, { cwd: command.folder, input });
  const errors = stderr.split('\n').filter((line) => / error: /.test(line));
  if (status !== 0 && errors.length === 0) return [`gcc ended with ${status}: ${stderr}`];
  return errors.map((line) => line.replace(/^.* error: (static assertion failed: )?/, ''));
}
