import { decodeContext } from '../decode/decode-context.ts';
import { decodedJson } from '../decode/decode-json.ts';
import { DecodeError, decodePage } from '../decode/decode-page.ts';
import { decodedText } from '../decode/decode-text.ts';
import { readRegular, readStandardInput } from '../files/regular-file.ts';
import { CommandError } from './command-error.ts';
import { knownMemdescs } from './known-memdescs.ts';
import type { Output } from './output.ts';
import type { TreeReading } from './tree-reading.ts';

/** `ptdesc decode [FILE]`: a pasted page dump, from a file or from stdin, read through every memdesc. */
export function decode(
  reading: TreeReading,
  file: string | undefined,
  format: string,
  output: Output,
): void {
  const text = readText(file);
  const context = decodeContext(knownMemdescs(reading), reading.profile);
  try {
    const page = decodePage(context, text);
    if (format === 'jsonl') output.json(decodedJson(page));
    else output.line(decodedText(page));
  } catch (error) {
    if (error instanceof DecodeError) throw new CommandError(error.message);
    throw error;
  }
}

function readText(file: string | undefined): string {
  if (file === undefined || file === '-') return readStandardInput('page dump').toString('utf8');
  const { bytes, problem } = readRegular(file, 'page dump');
  if (bytes === undefined) throw new CommandError(`${file}: cannot be read: it ${problem}`);
  return bytes.toString('utf8');
}
