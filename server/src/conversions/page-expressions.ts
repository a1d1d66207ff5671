import { TO_PAGE } from './equivalents.ts';
import type { RegionReader, Span } from './region-reader.ts';

/** A variable that holds the address of an entry, and not a handle that may be a page. */
export function isEntryPointer(reader: RegionReader, span: Span): boolean {
  const word = reader.word(span);
  return word !== undefined && reader.isEntryAddress(span) && !isHandle(reader, word);
}

/** A pgtable_t may be a page. */
function isHandle(reader: RegionReader, name: string): boolean {
  return reader.tokens.some(({ text }, at) => text === name && reader.text(at - 1) === 'pgtable_t');
}

/** An expression whose type is `struct page *` as far as the region's text tells. */
export function isPage(reader: RegionReader, span: Span): boolean {
  const call = reader.call(span);
  if (call) return /(^|_)page$/.test(call.name);
  const word = reader.word(span);
  return word !== undefined && isDeclaredAs(reader, word, 'page');
}

/** A variable or a parameter of type `struct ptdesc *`. */
export function isDescriptor(reader: RegionReader, word: string | undefined): boolean {
  return word !== undefined && isDeclaredAs(reader, word, 'ptdesc');
}

function isDeclaredAs(reader: RegionReader, word: string, tag: string): boolean {
  return reader.tokens.some(
    ({ text }, at) => text === word && reader.text(at - 1) === '*' && reader.text(at - 2) === tag,
  );
}

/** `ptdesc_page(x)`, which goes back to x, or a call that gives a descriptor. */
export function isDescriptorCall(reader: RegionReader, span: Span): boolean {
  const call = reader.call(span);
  return call !== undefined && (call.name === TO_PAGE || /(^|_)ptdesc$/.test(call.name));
}
