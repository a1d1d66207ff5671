/**
 * Finds the programs that the product is compared with: compilers, clangd, libraries to build
 * comparison programs from. A missing one never lets a test pass quietly: on a developer's machine
 * the test shows as pending with its reason, under CI it fails.
 */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The absolute path of the first of `names` that stands on PATH, or undefined. */
export function findProgram(...names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name);
      if (folder !== '' && existsSync(path)) return path;
    }
  }
  return undefined;
}

/** What a mocha hook or test gives as `this`, as far as it is needed here. */
export interface SkippableContext {
  skip(): never;
  test?: { title: string } | undefined;
}

/** True when tests run unattended: then nothing may be left out. */
export function isUnattended(): boolean {
  const ci = process.env.CI;
  return ci !== undefined && ci !== '' && ci !== '0' && ci !== 'false';
}

/**
 * Ends the current test: pending with `reason` in its title here, failed under CI.
 * @throws always
 */
export function missingOracle(context: SkippableContext, reason: string): never {
  if (isUnattended()) throw new Error(`${reason} (under CI this is a failure)`);
  if (context.test !== undefined) context.test.title += ` [not run: ${reason}]`;
  return context.skip();
}

/**
 * The path of an oracle program; the first of `names` that is installed.
 * @throws when it is missing: pending locally, a failure under CI
 */
export function requireOracle(context: SkippableContext, ...names: string[]): string {
  const path = findProgram(...names);
  if (path === undefined) missingOracle(context, `${names.join(' or ')} is not installed`);
  return path;
}

/** Debian packages that hold headers which the comparison programs are built with, and one header of each. */
const LIBRARIES = {
  'libdw-dev': '/usr/include/elfutils/libdwfl.h',
  'libclang-19-dev': '/usr/lib/llvm-19/include/clang/AST/RecursiveASTVisitor.h',
  'llvm-19-dev': '/usr/lib/llvm-19/include/llvm/ADT/BitmaskEnum.h',
} as const;

/**
 * Makes sure that the headers of these packages are installed.
 * @throws when one is missing: pending locally, a failure under CI
 */
export function requireLibraries(
  context: SkippableContext,
  ...packages: (keyof typeof LIBRARIES)[]
): void {
  const missing = packages.find((name) => !existsSync(LIBRARIES[name]));
  if (missing !== undefined) missingOracle(context, `${missing} is not installed`);
}
