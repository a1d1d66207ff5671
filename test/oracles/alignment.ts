/**
 * Alignments, which DWARF does not hold: each is written as an assertion at the end of the unit, and
 * gcc says which ones do not hold.
 */
import type { KbuildCommand } from './kbuild-cmd.ts';
import type { LayoutLine } from './layout-lines.ts';
import { run } from './run.ts';
import { flagsAfterPreprocessing, typedUnit } from './typed-unit.ts';

/** Begins our messages: gcc quotes them when an assertion does not hold. */
const MARK = 'ptdesc: ';

/** The assertions, one a line, for the records that can be named at the end of the unit. */
export function alignmentAssertions(layouts: readonly LayoutLine[]): string {
  const lines = layouts.map(
    ({ tag, align }) =>
      `_Static_assert(_Alignof(${tag}) == ${align}, "${MARK}${tag} is not aligned to ${align}");`,
  );
  return `\n${lines.join('\n')}\n`;
}

/**
 * Assertions on the members of a record: for the few whose members gcc leaves out of its debug
 * information (a typedef with `transparent_union`). Bit-fields have no offset to assert.
 */
export function memberAssertions({ tag, members }: LayoutLine): string {
  const lines = members.map(({ path, offset_bits, size_bits, bitfield }) => {
    if (bitfield) return '';
    const offset = `__builtin_offsetof(${tag}, ${path}) * 8 == ${offset_bits}`;
    const size = `sizeof(((${tag} *)0)->${path}) * 8 == ${size_bits}`;
    return `_Static_assert(${offset} && ${size}, "${MARK}${tag}.${path} is not ${offset_bits}");`;
  });
  return `\n${lines.join('\n')}\n`;
}

/**
 * What gcc says about assertions at the end of the unit: one message for each that does not hold, and
 * for whatever else it does not accept (a tag that it does not know).
 */
export async function refusedAssertions(
  command: KbuildCommand,
  assertions: string,
): Promise<string[]> {
  const text = (await typedUnit(command)) + assertions;
  const argv = [command.compiler, ...flagsAfterPreprocessing(command), '-fsyntax-only', '-'];
  const input = Buffer.from(text, 'latin1');
  const { status, stderr } = await run(argv, { cwd: command.folder, input });
  const errors = stderr.split('\n').filter((line) => / error: /.test(line));
  if (status !== 0 && errors.length === 0) return [`gcc ended with ${status}: ${stderr}`];
  return errors.map((line) => line.replace(/^.* error: (static assertion failed: )?/, ''));
}
