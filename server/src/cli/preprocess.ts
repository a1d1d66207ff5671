import { Preprocessor } from '../../../language/src/preprocessor/preprocessor.ts';
import { printTokens } from '../../../language/src/preprocessor/print.ts';
import { CommandError } from './command-error.ts';
import type { Output } from './output.ts';
import { hasErrors, reportProblems } from './problem-report.ts';
import { filePath, type Reading, readingOf } from './reading.ts';

/** `ptdesc preprocess FILE`: the text that the compiler proper would see, as `gcc -E -P` prints it. */
export function preprocess(chosen: Reading, file: string, output: Output): void {
  const path = filePath(chosen, file);
  const reading = readingOf(chosen, path);
  const preprocessor = new Preprocessor(reading.sources, reading.options(path));
  preprocessor.run(path);
  output.line(printTokens(preprocessor).trimEnd());
  if (hasErrors(reportProblems(reading, preprocessor)))
    throw new CommandError(`${file}: not all of it could be preprocessed`);
}
