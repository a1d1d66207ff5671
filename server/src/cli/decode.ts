import { resolve } from 'node:path';
import { decodeContext } from '../decode/decode-context.ts';
import { decodedDumpJson } from '../decode/decode-json.ts';
import { decodeDump } from '../decode/decode-page.ts';
import { decodedDumpsText } from '../decode/decode-text.ts';
import type { DecodedDump } from '../decode/decoded-page.ts';
import type { DumpText } from '../decode/dump-text.ts';
import { otherContexts, requestsAtHand } from '../decode/other-contexts.ts';
import { dumpsOfFile } from '../decode/read-log.ts';
import { UnreadableFile } from '../files/regular-file.ts';
import { CommandError } from './command-error.ts';
import { knownMemdescs } from './known-memdescs.ts';
import type { Output } from './output.ts';
import type { TreeReading } from './tree-reading.ts';

export interface DecodeOptions {
  readonly format: string;
  /** Every `--tree`: the first is what the text is read with, the others are tried when it is doubted. */
  readonly trees: readonly string[];
}

/** `ptdesc decode [FILE]`: the page dumps of a text or a log, read through every memdesc. */
export function decode(
  reading: TreeReading,
  file: string | undefined,
  options: DecodeOptions,
  output: Output,
): void {
  const context = decodeContext(knownMemdescs(reading), reading.profile);
  const trees = [...options.trees.map((tree) => resolve(tree)), reading.profile.tree];
  const others = otherContexts(() => requestsAtHand(trees));
  const dumps: DecodedDump[] = [];
  for (const dump of readDumps(file)) dumps.push(decodeDump(context, dump, others));
  const [first] = dumps;
  if (!first)
    throw new CommandError(
      'The text has neither the lines of dump_page() nor the bytes of a struct page in hexadecimal.',
    );
  if (dumps.every(({ page }) => page === null) && options.format === 'text')
    throw new CommandError(dumps.map(problemOf).join('\nptdesc: '));
  print(dumps, options.format, output);
  if (dumps.every(({ page }) => page === null)) process.exitCode = 2;
}

function problemOf(
  { problem, missing, lines }: DecodedDump,
  _index: number,
  all: readonly unknown[],
): string {
  const where = all.length === 1 ? '' : `lines ${lines.first}-${lines.last}: `;
  const lacks = missing.length === 0 ? '' : ` Missing from the text: ${missing.join('; ')}.`;
  return `${where}${problem}${lacks}`;
}

function print(dumps: readonly DecodedDump[], format: string, output: Output): void {
  if (format === 'json') output.line(JSON.stringify(dumps.map(decodedDumpJson), null, 2));
  else if (format === 'jsonl') for (const dump of dumps) output.json(decodedDumpJson(dump));
  else output.line(decodedDumpsText(dumps));
}

function* readDumps(file: string | undefined): Iterable<DumpText> {
  try {
    yield* dumpsOfFile(file === '-' ? undefined : file);
  } catch (error) {
    // What reading a file says; anything else is a fault of ours, and is shown as one.
    if (!(error instanceof UnreadableFile)) throw error;
    throw new CommandError(`${file ?? 'stdin'}: ${error.message}`);
  }
}
