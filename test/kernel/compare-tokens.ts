/**
 * The tokens of a unit, ours and gcc's: `gcc -E -P` under the same flags, its text lexed again. The
 * lines that are directives (#pragma, #ident) count, at their places.
 */
import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Interner } from '../../language/src/lexer/interner.ts';
import { Lexer } from '../../language/src/lexer/lexer.ts';
import { F_DIGRAPH, T_EOF } from '../../language/src/lexer/token-stream.ts';
import type { PreprocessorOptions } from '../../language/src/preprocessor/options.ts';
import type { Preprocessor } from '../../language/src/preprocessor/preprocessor.ts';
import type { FileSystem } from '../../language/src/source/file-system.ts';
import { attributeOracle } from '../../language/src/targets/has-attribute.ts';
import { builtinOracle } from '../../language/src/targets/has-builtin.ts';
import { x86_64 } from '../../language/src/targets/x86.ts';

/** A file system in which relative paths are those of a folder, as for a compiler that runs there. */
export function filesFrom(folder: string): FileSystem {
  const absolute = (path: string): string => (isAbsolute(path) ? path : join(folder, path));
  return {
    readFile: (path) => {
      try {
        return readFileSync(absolute(path));
      } catch {
        return undefined;
      }
    },
    isFile: (path) => statSync(absolute(path), { throwIfNoEntry: false })?.isFile() ?? false,
  };
}

const GCC = { kind: 'gcc', major: 12, minor: 2, patch: 0 } as const;

/** Our options for gcc's flags. `predefined` is what `gcc -dM -E -` prints under these flags. */
export function optionsFromFlags(
  flags: readonly string[],
  predefined: string,
): PreprocessorOptions {
  const values: Record<string, string[]> = {};
  for (const [name, value] of flagsWithValues(flags)) {
    values[name] ??= [];
    values[name].push(value);
  }
  const defines = (values['-D'] ?? []).map((value) => defineLine(value));
  const undefines = (values['-U'] ?? []).map((name) => `#undef ${name}\n`);
  const prefixes = values['-fmacro-prefix-map='] ?? [];
  return {
    predefined,
    commandLine: [...defines, ...undefines].join(''),
    forcedIncludes: values['-include'] ?? [],
    quotePaths: values['-iquote'] ?? [],
    includePaths: values['-I'] ?? [],
    systemPaths: values['-isystem'] ?? [],
    displayPath: (path) => mapPrefix(path, prefixes),
    hasAttribute: attributeOracle(GCC, x86_64),
    hasBuiltin: builtinOracle(GCC, x86_64),
    unsignedChar: flags.includes('-funsigned-char'),
    wcharBits: flags.includes('-fshort-wchar') ? 16 : 32,
  };
}

const WITH_VALUE = ['-include', '-isystem', '-iquote', '-I', '-D', '-U', '-fmacro-prefix-map='];

/** The flags that matter here, whether their value stands in the same word or in the next. */
function flagsWithValues(flags: readonly string[]): [string, string][] {
  const result: [string, string][] = [];
  for (let i = 0; i < flags.length; i++) {
    const flag = flags[i] as string;
    const name = WITH_VALUE.find((candidate) => flag.startsWith(candidate));
    if (name === undefined) continue;
    result.push([
      name,
      flag.length > name.length ? flag.slice(name.length) : (flags[++i] as string),
    ]);
  }
  return result;
}

/** The flags that decide about the predefined macros. */
export function machineFlags(flags: readonly string[]): string[] {
  return flags.filter((flag, i) => {
    const isValue = WITH_VALUE.includes(flags[i - 1] as string);
    return (
      !isValue && !WITH_VALUE.some((name) => flag.startsWith(name)) && !flag.startsWith('-Wp,')
    );
  });
}

function defineLine(definition: string): string {
  const equals = definition.indexOf('=');
  if (equals < 0) return `#define ${definition} 1\n`;
  return `#define ${definition.slice(0, equals)} ${definition.slice(equals + 1)}\n`;
}

function mapPrefix(path: string, prefixes: readonly string[]): string {
  for (const prefix of prefixes) {
    const [from, to] = prefix.split('=') as [string, string];
    if (path.startsWith(from)) return to + path.slice(from.length);
  }
  return path;
}

/** A token as text for messages, and as a number pair for comparison. */
export interface ComparableTokens {
  readonly kinds: number[];
  readonly ids: number[];
}

/** The tokens of gcc's output. */
export function tokensOfText(text: Uint8Array, interner: Interner): ComparableTokens {
  const raw = new Lexer(interner).lex(text);
  const kinds = Array.from(raw.kinds.subarray(0, raw.count - 1));
  const ids = Array.from(raw.ids.subarray(0, raw.count - 1), (id, i) =>
    spelled(interner, id, raw.flags[i] as number),
  );
  return { kinds, ids };
}

/** The tokens of a finished unit, the kept directives at their places. */
export function tokensOfUnit(unit: Preprocessor): ComparableTokens {
  const { interner } = unit.sources;
  const hash = interner.intern('#');
  const result: ComparableTokens = { kinds: [], ids: [] };
  const push = (kind: number, id: number, flags: number): void => {
    result.kinds.push(kind);
    result.ids.push(spelled(interner, id, flags));
  };
  let pragma = 0;
  for (let i = 0; i < unit.tokens.length; i++) {
    for (; pragma < unit.pragmas.length && unit.pragmas.outputIndex(pragma) <= i; pragma++) {
      push(5, hash, 0);
      const { tokens } = unit.pragmas;
      for (let j = unit.pragmas.start(pragma); j < unit.pragmas.end(pragma); j++) {
        push(tokens.kinds[j] as number, tokens.ids[j] as number, tokens.flags[j] as number);
      }
    }
    if (unit.tokens.kinds[i] === T_EOF) break;
    push(
      unit.tokens.kinds[i] as number,
      unit.tokens.ids[i] as number,
      unit.tokens.flags[i] as number,
    );
  }
  return result;
}

/** A digraph counts as another spelling: its number is made negative. */
function spelled(_interner: Interner, id: number, flags: number): number {
  return flags & F_DIGRAPH ? -id : id;
}

/** The first difference with the tokens around it, or undefined. */
export function firstDifference(
  ours: ComparableTokens,
  theirs: ComparableTokens,
  interner: Interner,
): string | undefined {
  const length = Math.max(ours.ids.length, theirs.ids.length);
  for (let i = 0; i < length; i++) {
    if (ours.ids[i] === theirs.ids[i] && ours.kinds[i] === theirs.kinds[i]) continue;
    return `token ${i}: we have ${excerpt(ours, i, interner)}, gcc has ${excerpt(theirs, i, interner)}`;
  }
  return undefined;
}

function excerpt(tokens: ComparableTokens, at: number, interner: Interner): string {
  const from = Math.max(at - 6, 0);
  const words = tokens.ids.slice(from, at + 6).map((id) => interner.text(Math.abs(id)));
  words.splice(at - from, 0, '>>>');
  return `\`${words.join(' ')}\``;
}
