import { join } from 'node:path';
import { recordName } from '../../../language/src/types/type-name.ts';
import { asRecord, type RecordType } from '../../../language/src/types/types.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { counted } from '../counted.ts';
import { CommandError } from './command-error.ts';
import { definitionFiles, indexedFiles } from './default-files.ts';
import { layoutLine, layoutText } from './layout-line.ts';
import { type Output, progress, warn } from './output.ts';
import { hasErrors, type ProblemJson, reportProblems } from './problem-report.ts';
import { filePath, type Reading, readingOf, readUnit } from './reading.ts';
import type { TreeReading } from './tree-reading.ts';

/** What `ptdesc layout` was asked for. */
export interface LayoutOptions {
  readonly all?: boolean;
  readonly file?: string;
  readonly format: string;
}

/** `ptdesc layout TAG... | --all [--file FILE]`: one line per distinct definition. */
export function layout(
  chosen: Reading | TreeReading,
  tags: readonly string[],
  options: LayoutOptions,
  output: Output,
): void {
  const { file } = options;
  const reading = file === undefined ? chosen : readingOf(chosen, filePath(chosen, file));
  const lines = new LineWriter(reading, options, output);
  if (options.all) {
    layoutAll(reading, options, lines);
    lines.finish();
    return;
  }
  if (tags.length === 0) throw new CommandError('layout: name a TAG, or say --all');
  const open = new Set(tags);
  for (const path of unitsFor(reading, options, open)) {
    if (open.size === 0) break;
    const unit = readUnit(reading, path);
    for (const tag of [...open]) {
      const record = recordTagged(unit, tag);
      if (record && lines.add(unit, record)) open.delete(tag);
    }
  }
  if (open.size > 0) {
    throw new CommandError(`no definition found of ${[...open].map((t) => `"${t}"`).join(', ')}`);
  }
  lines.finish();
}

/** The files to look in: the one asked for, or those that may define what is still open. */
function* unitsFor(
  reading: Reading | TreeReading,
  options: LayoutOptions,
  open: ReadonlySet<string>,
): Generator<string> {
  if (options.file !== undefined) yield filePath(reading, options.file);
  else if ('profile' in reading) yield* definitionFiles(reading.profile, open);
  else throw new CommandError('layout --bare: say --file');
}

function layoutAll(
  reading: Reading | TreeReading,
  options: LayoutOptions,
  lines: LineWriter,
): void {
  if (options.file !== undefined) {
    lines.addAll(readUnit(reading, filePath(reading, options.file)));
    return;
  }
  if (!('profile' in reading)) throw new CommandError('layout --bare --all: say --file');
  const files = indexedFiles(reading.profile);
  warn(
    `--all without --file reads ${counted(files.length, 'file')} of the index and what they include`,
  );
  for (const file of files) {
    progress(file);
    lines.addAll(readUnit(reading, join(reading.root, file)));
  }
  progress('');
}

/** `page`, `struct page`, `union niu_page`, or a typedef's name. */
function recordTagged(unit: TranslationUnit, text: string): RecordType | undefined {
  const [keyword, name = ''] = /^(struct|union)\s+(\w+)$/.exec(text)?.slice(1) ?? ['', text];
  const tag = unit.tag(name);
  if (tag?.kind === 'record' && tag.members && (keyword === '' || keyword === tag.keyword))
    return tag;
  const symbol = keyword === '' ? unit.symbol(name) : undefined;
  return symbol?.kind === 'typedef' ? asRecord(symbol.type) : undefined;
}

/** Writes each distinct definition once: the same header reaches many units. */
class LineWriter {
  readonly #reading: Reading;
  readonly #format: string;
  readonly #output: Output;
  readonly #written = new Set<string>();
  /** Problems of each unit that gave an answer. */
  readonly #problems = new Map<TranslationUnit, readonly ProblemJson[]>();
  #isDoubtful = false;
  /** The index holds files of other architectures, too: they are not expected to be whole. */
  readonly #isOfIndex: boolean;

  constructor(reading: Reading, { all, file, format }: LayoutOptions, output: Output) {
    this.#reading = reading;
    this.#isOfIndex = all === true && file === undefined;
    this.#format = format;
    this.#output = output;
  }

  /** False when the record is incomplete. */
  add(unit: TranslationUnit, record: RecordType): boolean {
    const found = layoutLine(unit, record, this.#reading.root);
    if (!found) return false;
    const problems = this.#isOfIndex ? [] : this.#problemsOf(unit);
    const line = problems.length > 0 ? { ...found, problems } : found;
    if (line.incomplete && !this.#isOfIndex) this.#isDoubtful = true;
    const text = this.#format === 'jsonl' ? JSON.stringify(line) : layoutText(line);
    if (!this.#written.has(text)) this.#output.line(text);
    this.#written.add(text);
    return true;
  }

  /** Told once; asked for after the layout, which reads what it needs. */
  #problemsOf(unit: TranslationUnit): readonly ProblemJson[] {
    const known = this.#problems.get(unit);
    if (known) return known;
    const problems = reportProblems(this.#reading, unit);
    this.#problems.set(unit, problems);
    this.#isDoubtful ||= hasErrors(problems);
    return problems;
  }

  /** @throws CommandError when an answer depends on what could not be read */
  finish(): void {
    if (this.#isDoubtful) throw new CommandError('layout: not all of the source could be read');
  }

  /** Every definition at file level that has a name: of its own, or its typedef's. */
  addAll(unit: TranslationUnit): void {
    for (const record of unit.records) {
      if (record.scope === 'file' && recordName(record) !== '<anon>') this.add(unit, record);
    }
  }
}
