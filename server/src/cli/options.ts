import { type Command, Option } from 'commander';

/** What every command that reads a kernel understands. */
export interface TreeOptions {
  readonly tree?: string;
  readonly build?: string;
  readonly arch?: string;
  readonly config?: string;
  readonly set: readonly string[];
  readonly setOnly: readonly string[];
  readonly toolchain?: 'gcc' | 'clang';
}

/** What `--bare` understands: a compiler's own flags. */
export interface BareOptions {
  readonly bare?: boolean;
  readonly define: readonly string[];
  readonly undefine: readonly string[];
  readonly includePath: readonly string[];
  readonly include: readonly string[];
  readonly std?: string;
  readonly target?: string;
  /** The main file as it was given: an absolute path stays one. */
  readonly file?: string;
}

/** Gathers an option that may be given several times. */
export const collect = (value: string, list: readonly string[]): string[] => [...list, value];

/** The options of design that choose a profile. */
export function addTreeOptions(command: Command): Command {
  return command
    .option('--tree <dir>', 'the kernel tree (default: the one around this folder, else the model)')
    .option('--build <dir>', 'the O= folder of an out-of-tree build')
    .option('--arch <name>', 'the architecture: x86, arm64, s390, ...; i386 and x86_64 too')
    .option('--config <file>', "a .config or autoconf.h (default: the build's own)")
    .option('--set <symbol=value>', 'change a CONFIG_ symbol, and what depends on it', collect, [])
    .option('--set-only <symbol=value>', 'change a CONFIG_ symbol and nothing else', collect, [])
    .addOption(
      new Option(
        '--toolchain <name>',
        'whose answers Kconfig gets where nothing is configured',
      ).choices(['gcc', 'clang']),
    );
}

/** The options that read any C file, with no kernel around it. */
export function addBareOptions(command: Command): Command {
  return command
    .option('--bare', 'read any C file, with no kernel around it')
    .option('-D, --define <macro>', 'with --bare: define a macro', collect, [])
    .option('-U, --undefine <macro>', 'with --bare: undefine a macro', collect, [])
    .option('-I, --include-path <dir>', 'with --bare: search for headers here', collect, [])
    .option('--include <file>', 'with --bare: read before the file (also -include)', collect, [])
    .option('--std <standard>', 'with --bare: the language standard (also -std=)')
    .option('--target <name>', 'with --bare: a machine or a triple (default: x86_64)');
}

/** `--format` with the formats of one command. */
export function formatOption(choices: readonly string[]): Option {
  return new Option('--format <format>', 'how the result is written')
    .choices(choices)
    .default(choices[0]);
}

/** `--jobs`: how many threads read files. */
export function jobsOption(): Option {
  return new Option('-j, --jobs <n>', 'how many threads read files')
    .default(2)
    .argParser((text) => Math.min(64, Math.max(1, Number.parseInt(text, 10) || 1)));
}

/** gcc's spellings of options, which have one dash and many letters, as ours. */
export function withLongOptions(argv: readonly string[]): string[] {
  return argv.map((word) => {
    if (word === '-include') return '--include';
    return word.startsWith('-std=') ? `-${word}` : word;
  });
}
