/**
 * The commands that Kbuild recorded. Kbuild writes `.NAME.o.cmd` beside each object it makes
 * (scripts/Kbuild.include, `cmd_and_savecmd`); its first line holds the exact command line of the
 * compiler. The figures of the product are about these files under these flags.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';

/** One recorded compilation. */
export interface KbuildCommand {
  /** The object, relative to the build folder: `mm/memory.o`. */
  object: string;
  /** The C file, absolute. */
  sourcePath: string;
  /** The folder that the command runs in: the build folder, absolute. */
  folder: string;
  /** The compiler's name, as recorded: `gcc`. */
  compiler: string;
  /** All of the compiler's arguments as recorded, outputs and dependency files included. */
  recorded: string[];
  /** The arguments without outputs, dependency files, `-c` and the source. */
  flags: string[];
}

/**
 * Splits a shell command into words, up to the first unquoted `;`, `&` or `|`. Knows the quoting
 * that Kbuild uses: single and double quotes and backslashes; no expansions.
 */
export function splitCommand(text: string): string[] {
  const words: string[] = [];
  let word = '';
  let inWord = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if (/\s/.test(c) || c === ';' || c === '&' || c === '|') {
      if (inWord) words.push(word);
      if (!/\s/.test(c)) return words;
      word = '';
      inWord = false;
      continue;
    }
    inWord = true;
    if (c === "'" || c === '"') {
      const { value, end } = quoted(text, i);
      word += value;
      i = end;
    } else if (c === '\\') word += text[++i] ?? '';
    else word += c;
  }
  if (inWord) words.push(word);
  return words;
}

/** The value of the quoted part that starts at `start`, and where its closing quote stands. */
function quoted(text: string, start: number): { value: string; end: number } {
  const quote = text[start];
  let value = '';
  let i = start + 1;
  for (; i < text.length && text[i] !== quote; i++) {
    if (quote === '"' && text[i] === '\\' && /["\\$`]/.test(text[i + 1] ?? '')) i++;
    value += text[i];
  }
  return { value, end: i };
}

/** Arguments with a value in the next word that have no place in a comparison run. */
const OUTPUT_WITH_VALUE = new Set(['-o', '-MF', '-MT', '-MQ']);

/** Drops outputs, dependency files, `-c` and `source` from recorded arguments. */
export function withoutOutputs(recorded: readonly string[], source: string): string[] {
  const flags: string[] = [];
  for (let i = 0; i < recorded.length; i++) {
    const argument = recorded[i] as string;
    if (OUTPUT_WITH_VALUE.has(argument)) i++;
    else if (argument === '-c' || argument === source) continue;
    else if (argument.startsWith('-Wp,-M') || /^-M(MD?|G|P|D)?$/.test(argument)) continue;
    else flags.push(argument);
  }
  return flags;
}

/**
 * Reads one `.NAME.o.cmd`. Undefined when it records no compilation of a C file (an archive, an
 * assembler file, a file from before Linux 6.2's `savedcmd_`, which is read as well).
 * @param folder the build folder, absolute: recorded paths are relative to it
 */
export function readKbuildCommand(cmdFile: string, folder: string): KbuildCommand | undefined {
  const [line = ''] = readFileSync(cmdFile, 'utf8').split('\n', 1);
  const match = /^(?:saved)?cmd_(\S+\.o) := (.*)$/.exec(line);
  if (match === null) return undefined;
  // Kbuild escapes for make: a dollar is doubled, a hash is a variable of its own.
  const command = (match[2] as string).replaceAll('$(pound)', '#').replaceAll('$$', '$');
  const [compiler = '', ...recorded] = splitCommand(command);
  const source = recorded.findLast((word) => word.endsWith('.c') && !word.startsWith('-'));
  if (source === undefined || !/(gcc|clang|cc)(-[\d.]+)?$/.test(compiler)) return undefined;
  return {
    object: match[1] as string,
    sourcePath: isAbsolute(source) ? source : resolve(folder, source),
    folder,
    compiler,
    recorded,
    flags: withoutOutputs(recorded, source),
  };
}

/** Every C file that was compiled directly in `subfolders` of a build folder, sorted by path. */
export function readKbuildCommands(folder: string, subfolders: readonly string[]): KbuildCommand[] {
  const commands: KbuildCommand[] = [];
  for (const subfolder of subfolders) {
    for (const path of cmdFiles(join(folder, subfolder))) {
      const command = readKbuildCommand(path, folder);
      if (command !== undefined) commands.push(command);
    }
  }
  return commands.sort((a, b) => (a.object < b.object ? -1 : 1));
}

/** The `.NAME.o.cmd` files of a folder and the folders in it. */
function cmdFiles(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return cmdFiles(path);
    return /^\..*\.o\.cmd$/.test(basename(path)) ? [path] : [];
  });
}

/** The source's path within the kernel tree: `mm/memory.c`. */
export function pathInTree(command: KbuildCommand, tree: string): string {
  return relative(tree, command.sourcePath);
}
