import type { MemdescModel } from '../../server/src/memdesc/memdesc.ts';
import { lanesOf } from '../../server/src/memdesc/owners.ts';

/** Values of members, by "struct page.mapping" or, of the folio a page is in, "struct folio._pincount.counter". */
export type Members = Readonly<Record<string, bigint>>;

/** One struct page of some members; all other bytes are zero. `pageIndex` is its place in the folio. */
export function pageBytesOf(
  model: MemdescModel,
  bigEndian: boolean,
  pageIndex: number,
  members: Members,
): Uint8Array {
  const bytes = new Uint8Array(model.page.sizeBytes);
  for (const [member, value] of Object.entries(members)) {
    const { offsetBits, sizeBits } = memberOf(model, member);
    const isOfFolio = member.startsWith('struct folio.');
    const at = offsetBits / 8 - (isOfFolio ? pageIndex * bytes.length : 0);
    for (let i = 0; i < sizeBits / 8; i++) {
      const shift = BigInt(bigEndian ? sizeBits - 8 * (i + 1) : 8 * i);
      bytes[at + i] = Number((BigInt.asUintN(sizeBits, value) >> shift) & 0xffn);
    }
  }
  return bytes;
}

/** Where a member lies, from the start of its record. */
export function memberOf(model: MemdescModel, member: string) {
  for (const { record, fields } of lanesOf(model))
    for (const field of fields) if (`${record}.${field.path}` === member) return field;
  throw new Error(`there is no ${member}`);
}

/** As print_hex_dump() prints it: rows of 32 bytes, in groups of a long. */
export function hexDump(
  prefix: 'raw' | 'head',
  bytes: Uint8Array,
  wordBytes: number,
  bigEndian: boolean,
): string {
  let text = '';
  for (let row = 0; row < bytes.length; row += 32) {
    const words: string[] = [];
    for (let at = row; at < Math.min(row + 32, bytes.length); at += wordBytes) {
      const word = [...bytes.slice(at, at + wordBytes)];
      const digits = (bigEndian ? word : word.reverse()).map((byte) =>
        byte.toString(16).padStart(2, '0'),
      );
      words.push(digits.join(''));
    }
    text += `${prefix}: ${words.join(' ')}\n`;
  }
  return text;
}
