/**
 * What a Kconfig file asks a program, in a form that does not depend on how the macros around it
 * are written: `option -mfoo`, `linker -z now`, `instruction crc32b`, `source int x;`, or the command.
 */

/** A command of `$(shell …)`: its question, and what stands for success and for failure. */
export interface AskedCommand {
  readonly question: string;
  /** What is printed when the command succeeds and when it fails; undefined when its output is asked. */
  readonly outcomes: { readonly success: string; readonly failure: string } | undefined;
}

/** scripts/Kconfig.include: if-success. */
const IF_SUCCESS = /^\{ ([\s\S]*); \} >\/dev\/null 2>&1 && echo "([\s\S]*)" \|\| echo "([\s\S]*)"$/;

const COMPILER = '(?:gcc|clang|\\$CC)';

type Form = readonly [pattern: RegExp, question: (match: RegExpExecArray) => string];

/** The forms in which scripts/Kconfig.include and arch/ ask compilers, by their parts. */
const forms: readonly Form[] = [
  [
    new RegExp(
      `^(?:trap .*? EXIT; mkdir \\S+; )?${COMPILER} -Werror (.*?) ?-(?:c|S|E) -x c /dev/null -o \\S+$`,
    ),
    ([, flags = '']) => `option ${flags}`,
  ],
  [/^ld(?:\.lld)? -v (.*)$/, ([, flags = '']) => `linker ${flags}`],
  [
    new RegExp(
      `^printf "%b\\\\n" "([\\s\\S]*)" \\| ${COMPILER} (.*?) ?-Wa,--fatal-warnings -c -x assembler-with-cpp -o /dev/null -$`,
    ),
    ([, text = '', flags = '']) => `instruction ${flags}: ${text}`,
  ],
  [
    new RegExp(
      `^printf "%b\\\\n" "([\\s\\S]*)" \\| ${COMPILER} (.*?) ?-c -x assembler(?:-with-cpp)? -o /dev/null -$`,
    ),
    ([, text = '', flags = '']) => `instruction ${flags}: ${text}`,
  ],
  [
    new RegExp(`^echo '([\\s\\S]*)' \\| ${COMPILER} (.*)$`),
    ([, text = '', flags = '']) => `source ${flags}: ${text}`,
  ],
];

/** @param tree what the command calls the tree */
export function askedCommand(command: string, tree: string): AskedCommand {
  const [, asked, success = '', failure = ''] = IF_SUCCESS.exec(command) ?? [];
  const outcomes = asked === undefined ? undefined : { success, failure };
  return { question: questionOf(asked ?? command, tree), outcomes };
}

function questionOf(command: string, tree: string): string {
  const plain = command.replaceAll(tree, '$(srctree)').trim();
  for (const [pattern, question] of forms) {
    const match = pattern.exec(plain);
    // CLANG_FLAGS says which assembler there is; that is asked by scripts/as-version.sh alone.
    if (match)
      return question(match)
        .replace(/ -fintegrated-as\b/, '')
        .replace(/\s+/g, ' ')
        .trim();
  }
  return `command ${plain.replace(/\s+/g, ' ')}`;
}
