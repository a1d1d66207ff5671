import { type Comparison, comparison, hex } from './comparison.ts';
import type { DumpText } from './dump-text.ts';
import type { PageReading } from './page-reading.ts';

/** The line "page_type:", which is the head's for a tail page. */
export function compareType({ subject, facts }: PageReading, dump: DumpText): Comparison[] {
  const word = subject?.typeWord;
  if (!subject || word === undefined) return [];
  const type = subject.typeOf(word);
  if (dump.pageType === null) {
    // Linux prints the line since 6.5, and the type's byte since 6.12.
    const isPrinted = facts.typeStyle === 'byte' && dump.form === 'plain' && dump.flags !== null;
    if (!isPrinted || dump.refcount === null) return [];
    return [comparison('page_type', 'none', type === undefined ? 'none' : type)];
  }
  const { value, name } = dump.pageType;
  const isWord = value === word || value === word >> 24n;
  const number = comparison('page_type', hex(value), hex(isWord ? value : word));
  if (!isWord) return [number];
  // The kernel's own table of names has holes: it prints (null) or unknown for some types.
  if (type === undefined) return [number, comparison('page_type', name, 'none')];
  if (name === '' || name === '(null)' || name === 'unknown') return [number];
  return [number, comparison('name of the type', name, type)];
}
