import type { DecodedPage } from './decoded-page.ts';

/** A decoded page as one JSON object. Numbers of a word's size are hexadecimal text. */
export function decodedJson(page: DecodedPage): object {
  const hex = (value: bigint) => `0x${value.toString(16)}`;
  return {
    profile: page.profile,
    big_endian: page.order.bigEndian,
    swapped: page.order.isSwapped,
    page_type: page.pageType?.name ?? null,
    page_type_word: page.pageType ? hex(page.pageType.word) : null,
    flags: page.flags && {
      value: hex(page.flags.value),
      names: page.flags.names.map(({ name }) => name),
      fields: Object.fromEntries(page.flags.fields.map(({ name, value }) => [name, Number(value)])),
    },
    refcount: page.refcount === null ? null : Number(page.refcount),
    mapcount: page.mapcount === null ? null : Number(page.mapcount),
    tail: page.isTail,
    tail_index: page.tailIndex,
    reasons: page.reasons,
    printed_reason: page.printedReason,
    cause: page.cause,
    free_path: page.freePath,
    doubts: page.doubts,
    lanes: page.lanes.map(({ record, fields }) => ({
      record,
      fields: fields.map((field) => ({
        path: field.path,
        page_index: field.pageIndex,
        offset_bits: field.offsetBits,
        size_bits: field.sizeBits,
        value: hex(field.value),
        note: field.note,
      })),
    })),
  };
}
