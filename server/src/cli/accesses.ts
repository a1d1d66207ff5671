import type { Access } from '../../../language/src/accesses/list-accesses.ts';
import { recordName } from '../../../language/src/types/type-name.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { CommandError } from './command-error.ts';
import { type Output, warn } from './output.ts';
import { hasErrors, type ProblemNote, reportProblems } from './problem-report.ts';
import { filePath, type Reading, readingOf, readUnit, relativeTo } from './reading.ts';

/** What depends on how a file is read. */
export interface AccessRecords {
  /** The names to list; undefined lists every record. */
  records(reading: Reading): ReadonlySet<string> | undefined;
  note(reading: Reading): ProblemNote | undefined;
}

/**
 * `ptdesc accesses FILE...`: each typed member access that is written in the files, as
 * docs/accesses.md defines it. A file that cannot be read is reported after the others are answered.
 */
export function accesses(
  reading: Reading,
  files: readonly string[],
  about: AccessRecords | undefined,
  output: Output,
): void {
  const failed: string[] = [];
  for (const name of files) {
    try {
      const path = filePath(reading, name);
      accessesOf(readingOf(reading, path), path, about, output);
    } catch (error) {
      failed.push(error instanceof Error ? error.message : String(error));
    }
  }
  for (const message of failed.slice(0, -1)) warn(message);
  const last = failed.at(-1);
  if (last !== undefined) throw new CommandError(last);
}

function accessesOf(
  reading: Reading,
  path: string,
  about: AccessRecords | undefined,
  output: Output,
): void {
  const records = about?.records(reading);
  const unit = readUnit(reading, path);
  const file = unit.sources.load(path);
  if (!file) throw new CommandError(`${path}: cannot be read`);
  for (const access of unit.accesses(file)) {
    const record = access.record && recordName(access.record);
    if (record === undefined || (records && !records.has(record))) continue;
    output.json(accessJson(unit, reading.root, record, access));
  }
  const problems = reportProblems(reading, unit, about?.note(reading));
  const name = relativeTo(reading.root, path);
  if (problems.length > 0) output.json({ file: name, problems });
  if (hasErrors(problems)) throw new CommandError(`${name}: not all of it could be read`);
}

function accessJson(unit: TranslationUnit, root: string, record: string, access: Access): object {
  const place = unit.sources.place(access.loc);
  return {
    file: place ? relativeTo(root, place.file.path) : '',
    line: place?.line ?? 0,
    col: place?.column ?? 0,
    field: unit.interner.text(access.fieldId),
    ...(access.spelledId === undefined ? {} : { spelled: unit.interner.text(access.spelledId) }),
    record,
    arrow: access.arrow,
    kind: access.kind,
    in_macro_arg: access.inMacroArgument,
    active: true,
  };
}
