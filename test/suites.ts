import { globSync } from 'node:fs';
import { repositoryRoot } from './repository/repository-root.ts';

/** Test files in the order in which they start, paths from the root of the repository. */
export interface Suites {
  /** They share nothing, so that two run at a time. */
  readonly sideBySide: readonly string[];
  /** They read what an editor shows while it works: nothing else may take its processors. */
  readonly alone: readonly string[];
}

/** What runs inside the editor (`test/editor/suite`) is started by a test of its own, not by mocha. */
const ALL = '{language,emulator,server,client,test}/**/*.test.ts';
const IN_EDITORS = 'test/editor/';

/** The longest first: one that starts last leaves a processor idle until it ends. */
const LONGEST = [
  'test/simulate/native.test.ts',
  'test/simulate/other-architectures.test.ts',
  'test/kernel/preprocess.test.ts',
  'server/test/check/check.test.ts',
  'test/model/lifecycle.test.ts',
  'test/emulator/gcc-execute.test.ts',
  'test/emulator/csmith.test.ts',
  'server/test/files/hostile-tree.test.ts',
  'server/test/cli/cli.test.ts',
  'test/repository/rule-examples.test.ts',
  'test/repository/style.test.ts',
];

const UNIT = ['{language,emulator,server,client}/test/**/*.test.ts', 'test/repository/*.test.ts'];

/** Unit tests that read a whole tree, run the shipped command line or start many compilers. */
const NOT_FAST = [
  'emulator/test/asm-*.test.ts',
  'language/test/layout/targets.test.ts',
  'language/test/preprocessor/gcc-cases.test.ts',
  'language/test/targets/predefined.test.ts',
  'server/test/{census,check,cli,files,lsp}/**/*.test.ts',
  'server/test/conversions/convert-command.test.ts',
  'test/repository/{licences,rule-examples,simulation-findings,style}.test.ts',
];

const filesOf = (...patterns: string[]): string[] =>
  globSync(patterns, { cwd: repositoryRoot, exclude: ['**/node_modules'] }).sort();

/** Every test file that mocha runs. */
export function allSuites(): Suites {
  const isAlone = (file: string) => file.startsWith(IN_EDITORS);
  const all = filesOf(ALL);
  const short = all.filter((file) => !LONGEST.includes(file) && !isAlone(file));
  return { sideBySide: [...LONGEST, ...short], alone: all.filter(isAlone) };
}

/** What tells within a minute whether a change broke something. */
export function fastSuites(): Suites {
  const left = new Set(filesOf(...NOT_FAST));
  const sideBySide = filesOf(...UNIT).filter((file) => !left.has(file));
  return { sideBySide, alone: [] };
}
