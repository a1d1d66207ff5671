import type { DecodeContext } from './decode-page.ts';
import type { DumpText } from './dump-text.ts';

/** The parts of a dump that the text lacks. A debugger's bytes lack none: no one printed more. */
export function missingParts({ model, wordBytes }: DecodeContext, dump: DumpText): string[] {
  if (dump.report === 'bytes' || dump.isPoisoned) return [];
  const missing: string[] = [];
  if (dump.refcount === null) missing.push('the line "page:" with refcount and mapcount');
  if (dump.flags === null) missing.push('the line "flags:"');
  else if (!dump.flags.isWhole) missing.push('the end of the line "flags:"');
  const words = dump.raw?.values.length ?? 0;
  const wanted = model.page.sizeBytes / wordBytes;
  if (words === 0) missing.push('the lines "raw:"');
  else if (dump.rawCut) missing.push(cutWords(dump.rawCut, wordBytes));
  else if (words < wanted && dump.raw?.sizeBytes === wordBytes)
    missing.push(`words ${words + 1} to ${wanted} of the lines "raw:"`);
  if (dump.reason === null) missing.push('the line "page dumped because:"');
  return missing;
}

function cutWords({ line, words }: NonNullable<DumpText['rawCut']>, wordBytes: number): string {
  return `words ${words + 1} to ${32 / wordBytes} of line ${line} of the lines "raw:"`;
}
