import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ORACLE_FOLDER, runOk } from '../oracles/run.ts';

/** Debian's gcc-12-source; its suites are read from there and never become part of the repository. */
const PACKAGE = '/usr/src/gcc-12';

/** A folder of gcc's testsuite, unpacked; undefined where the package is not installed. */
export async function testsuiteFolder(suite: string): Promise<string | undefined> {
  if (!existsSync(PACKAGE)) return undefined;
  const archive = readdirSync(PACKAGE).find((name) => /^gcc-[\d.]+.*\.tar\./.test(name));
  if (archive === undefined) return undefined;
  const version = /^gcc-[\d.]*\d/.exec(basename(archive))?.[0] ?? '';
  const path = `gcc/testsuite/${suite}`;
  const folder = join(ORACLE_FOLDER, version, path);
  if (!existsSync(folder)) {
    mkdirSync(ORACLE_FOLDER, { recursive: true });
    const wanted = ['--wildcards', `${version}/${path}/*`];
    await runOk(['tar', '-xf', join(PACKAGE, archive), '-C', ORACLE_FOLDER, ...wanted]);
  }
  return folder;
}

/** What a program of the suite asks of the compiler: gcc's internals manual, dg-options. */
export interface ProgramOptions {
  readonly std: string;
  readonly define: readonly string[];
  /** Options that change what a program means and that `exec` does not have. */
  readonly others: readonly string[];
}

const DIRECTIVE =
  /\{\s*dg-(?:additional-)?options\s+(?:"([^"]*)"|\{([^}]*)\})\s*(?:\{\s*target\s+([^}]*)\})?/g;
/** They change neither meaning nor output: optimisation, warnings, dumps, the choice of a processor. */
const SILENT =
  /^-(O|W|pedantic|fdump|g|fno-|fstrict|finline|foptimize|ftree|fipa|funroll|fgcse|fschedule|fpeel|freorder|fearly|fwrapv|fgnu89-inline|fmax-errors|fdiagnostics|fcommon|m(tune|arch|sse|avx|no-))/;

/** Reads the directives of a program that apply to x86_64. */
export function programOptions(file: string): ProgramOptions {
  const text = readFileSync(file, 'latin1');
  const words = [...text.matchAll(DIRECTIVE)].flatMap(([, quoted, braced, target]) =>
    target === undefined || /x86_64|lp64|int128|\*-\*-\*/.test(target)
      ? (quoted ?? braced ?? '').trim().split(/\s+/)
      : [],
  );
  const std = words.findLast((word) => word.startsWith('-std='))?.slice(5);
  return {
    std: std ?? (words.includes('-ansi') ? 'c90' : 'gnu17'),
    define: words.flatMap((word) => (word.startsWith('-D') ? [word.slice(2)] : [])),
    others: words.filter(
      (word) => word !== '' && !/^-(std=|ansi|D)/.test(word) && !SILENT.test(word),
    ),
  };
}

/** The programs of a folder, not of those below it, that are made to be run. */
export function runPrograms(folder: string): string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.c'));
  return files.sort().filter((name) => {
    const text = readFileSync(join(folder, name), 'latin1');
    return /dg-do\s+run/.test(text);
  });
}
