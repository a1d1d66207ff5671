import type { TranslationUnit, UnitProblem } from '../../../language/src/unit/translation-unit.ts';
import { type Reading, relativeTo } from './reading.ts';

/** A problem of the source as JSON has it; field names are a contract. */
export interface ProblemJson {
  readonly file: string;
  readonly line: number;
  readonly col: number;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** Adds to a message what only who knows the memdescs can say. */
export type ProblemNote = (problem: UnitProblem) => string;

/** Problems with their places, each once, as the source has them: file by file, line by line. */
export function problemsJson(
  { root, sources }: Pick<Reading, 'root' | 'sources'>,
  problems: readonly UnitProblem[],
  note: ProblemNote = () => '',
): ProblemJson[] {
  const found = new Map<string, ProblemJson>();
  for (const problem of problems) {
    const place = sources.place(problem.loc);
    const json = {
      file: place ? relativeTo(root, place.file.path) : '',
      line: place?.line ?? 0,
      col: place?.column ?? 0,
      severity: problem.isWarning ? ('warning' as const) : ('error' as const),
      message: problem.message + note(problem),
    };
    found.set(problemText(json), json);
  }
  return [...found.values()];
}

/** As compilers say it: `file:line:col: error: message`. */
export function problemText({ file, line, col, severity, message }: ProblemJson): string {
  return `${file}:${line}:${col}: ${severity}: ${message}`;
}

/**
 * Tells on stderr what was wrong with what was read of a unit. Errors mean that an answer out of it
 * cannot be relied on.
 */
export function reportProblems(
  reading: Reading,
  unit: Pick<TranslationUnit, 'problems'>,
  note?: ProblemNote,
): ProblemJson[] {
  const problems = problemsJson(reading, unit.problems, note);
  for (const problem of problems) process.stderr.write(`${problemText(problem)}\n`);
  return problems;
}

export function hasErrors(problems: readonly ProblemJson[]): boolean {
  return problems.some(({ severity }) => severity === 'error');
}
