import type { DecodedPage } from './decoded-page.ts';
import type { DumpText } from './dump-text.ts';
import { historicType } from './historic-types.ts';
import type { PageReading } from './page-reading.ts';

/** The type of a page, by the tree or else by what the text tells of its own kernel. */
export function pageTypeOf(reading: PageReading, dump: DumpText): DecodedPage['pageType'] {
  const word = reading.typeWord;
  if (word === undefined) return null;
  const name = reading.typeOf(word);
  if (name !== undefined && !name.startsWith('unknown')) return { name, word, source: 'tree' };
  const printed = dump.pageType;
  const isOfText =
    printed !== null && !reading.isTail && [word, word >> 24n].includes(printed.value);
  if (isOfText && /^[a-z]\w*$/.test(printed.name) && printed.name !== 'unknown')
    return { name: printed.name, word, source: 'text' };
  const older = historicType(word, dump);
  if (older !== undefined) return { name: older, word, source: 'older kernel' };
  return name === undefined ? null : { name, word, source: 'tree' };
}
