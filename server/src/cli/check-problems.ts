import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { CommandError } from './command-error.ts';
import type { Output } from './output.ts';
import { hasErrors, problemsJson, problemText } from './problem-report.ts';
import { filePath, type Reading, readingOf, readUnit } from './reading.ts';

/**
 * `ptdesc check --problems FILE...`: what a compiler would refuse in the files and all that they include,
 * bodies of headers' functions too. Returns the program's status: 1 when there are errors.
 */
export function checkProblems(
  chosen: Reading,
  files: readonly string[],
  format: string,
  output: Output,
): number {
  if (files.length === 0) throw new CommandError('check --problems: name a FILE');
  if (format === 'sarif') throw new CommandError('check --problems: the format is text or jsonl');
  let status = 0;
  for (const name of files) {
    const path = filePath(chosen, name);
    const reading = readingOf(chosen, path);
    const unit = readUnit(reading, path);
    readBodies(unit);
    const problems = problemsJson(reading, unit.problems);
    for (const problem of problems) {
      if (format === 'jsonl') output.json(problem);
      else output.line(problemText(problem));
    }
    if (hasErrors(problems)) status = 1;
  }
  return status;
}

/** All declarations and all bodies. */
function readBodies(unit: TranslationUnit): void {
  for (const { definition } of unit.declarations) if (definition) unit.body(definition);
}
