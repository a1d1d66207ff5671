import { Preprocessor } from '../../../language/src/preprocessor/preprocessor.ts';
import { printTokens } from '../../../language/src/preprocessor/print.ts';
import { CommandError } from './command-error.ts';
import { type Output, warn } from './output.ts';
import { filePath, type Reading, relativeTo } from './reading.ts';

/** `ptdesc preprocess FILE`: the text that the compiler proper would see, as `gcc -E -P` prints it. */
export function preprocess(reading: Reading, file: string, output: Output): void {
  const path = filePath(reading, file);
  const preprocessor = new Preprocessor(reading.sources, reading.options(path));
  preprocessor.run(path);
  output.line(printTokens(preprocessor).trimEnd());
  for (const { loc, message } of preprocessor.problems) {
    const place = reading.sources.place(loc);
    const where = place ? `${relativeTo(reading.root, place.file.path)}:${place.line}: ` : '';
    warn(`${where}${message}`);
  }
  const missing = preprocessor.problems.find((p) => /no such file/i.test(p.message));
  if (missing) throw new CommandError(`${file}: ${missing.message}`);
}
