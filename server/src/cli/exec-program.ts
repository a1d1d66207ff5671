import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ProgramEnd, runProgram } from '../../../emulator/src/exec/run-program.ts';
import type { Host } from '../../../emulator/src/machine/library/library.ts';
import type { MachineLimits } from '../../../emulator/src/machine/run/limits.ts';
import type { Watch } from '../../../emulator/src/machine/watch/watch.ts';
import { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { shippedPath } from '../shipped-files.ts';
import { bareReading } from './bare-reading.ts';
import { CommandError } from './command-error.ts';
import type { BareOptions } from './options.ts';
import { filePath, type Reading, readUnit } from './reading.ts';

/** The folder of the C library's sources. */
function libraryFolder(): string {
  return shippedPath('emulator/libc');
}

/** Reads C programs together with the library, whose units are read once. */
export class ProgramReader {
  private readonly reading: Reading;
  private readonly flags: BareOptions;
  private libraryUnits: TranslationUnit[] | undefined;

  constructor(flags: BareOptions) {
    const headers = join(libraryFolder(), 'include');
    this.flags = { ...flags, includePath: [...flags.includePath, headers] };
    this.reading = bareReading(this.flags);
  }

  /** @throws CommandError naming the first thing that is no C */
  read(file: string): TranslationUnit[] {
    const unit = readUnit(this.reading, filePath(this.reading, file));
    for (const declaration of unit.declarations)
      if (declaration.definition) unit.body(declaration.definition);
    const problem = unit.problems.find(({ isWarning }) => !isWarning);
    if (problem) {
      const place = unit.sources.place(problem.loc);
      throw new CommandError(
        `${file}:${place?.line ?? 0}:${place?.column ?? 0}: ${problem.message}`,
      );
    }
    return [unit, ...this.library()];
  }

  private library(): TranslationUnit[] {
    const folder = libraryFolder();
    const files = readdirSync(folder).filter((name) => name.endsWith('.c'));
    this.libraryUnits ??= files.map((name) => {
      const path = join(folder, name);
      const { sources, target } = this.reading;
      // The library's own macros do not follow the program's command line.
      const options = { ...this.reading.options(path), commandLine: '', forcedIncludes: [] };
      return new TranslationUnit(sources, target, options, path).build();
    });
    return this.libraryUnits;
  }
}

/** Reads and runs one program. */
export function execProgram(
  reader: ProgramReader,
  file: string,
  args: readonly string[],
  host: Host,
  limits?: MachineLimits,
  watch?: Watch,
): ProgramEnd {
  return runProgram(reader.read(file), [file, ...args], host, limits, watch);
}
