import { normalize, resolve } from 'node:path';

/** What a compiler's arguments say to the preprocessor, paths made absolute. */
export interface CommandLine {
  /** -D and -U in their order, as lines of #define and #undef. */
  readonly macros: readonly string[];
  readonly forcedIncludes: readonly string[];
  readonly quotePaths: readonly string[];
  readonly includePaths: readonly string[];
  readonly systemPaths: readonly string[];
  /** All other flags, among them those that decide predefined macros. */
  readonly flags: readonly string[];
}

/** Splits text into words as a POSIX shell does, without any expansion. */
export function shellWords(text: string): string[] {
  const list: string[] = [];
  let word: string | undefined;
  for (const [token, single, double, escaped] of text.matchAll(
    /'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|\s+|[^\s'"\\]+|['"\\]/g,
  )) {
    if (/^\s+$/.test(token)) {
      if (word !== undefined) list.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + (single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? token);
    }
  }
  if (word !== undefined) list.push(word);
  return list;
}

/** Options whose value may be glued on or stand as the next word; the longer name first. */
const valued = ['-include', '-isystem', '-idirafter', '-iquote', '-I', '-D', '-U'] as const;

/** Sorts a compiler's arguments; relative paths are meant from `folder`. */
export function parseCommandLine(args: readonly string[], folder: string): CommandLine {
  const line = {
    macros: [] as string[],
    forcedIncludes: [] as string[],
    quotePaths: [] as string[],
    includePaths: [] as string[],
    systemPaths: [] as string[],
    flags: [] as string[],
  };
  const path = (value: string) => withoutSlash(normalize(resolve(folder, value)));
  const lists = {
    '-include': line.forcedIncludes,
    '-isystem': line.systemPaths,
    '-idirafter': line.systemPaths,
    '-iquote': line.quotePaths,
    '-I': line.includePaths,
  };
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    const option = valued.find((each) => arg.startsWith(each));
    if (option === undefined) {
      line.flags.push(arg);
      continue;
    }
    const value = arg === option ? (args[++index] ?? '') : arg.slice(option.length);
    if (option === '-D') line.macros.push(defineLine(value));
    else if (option === '-U') line.macros.push(`#undef ${value}`);
    else lists[option].push(path(value));
  }
  return line;
}

function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

/** `-DNAME` is `#define NAME 1`; `-DNAME=text` and `-DF(x)=text` define the text. */
function defineLine(value: string): string {
  const equals = value.indexOf('=');
  if (equals < 0) return `#define ${value} 1`;
  return `#define ${value.slice(0, equals)} ${value.slice(equals + 1)}`;
}
