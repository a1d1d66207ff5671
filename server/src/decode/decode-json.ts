import type { DecodedDump, DecodedPage } from './decoded-page.ts';

/** One dump of a text, with its line numbers; docs/decode.schema.json describes it. */
export function decodedDumpJson({ lines, page, problem, missing }: DecodedDump): object {
  return {
    lines,
    problem,
    missing,
    ...(page ? decodedJson(page) : {}),
  };
}

/** A decoded page as one JSON object. Numbers of a word's size are hexadecimal text. */
function decodedJson(page: DecodedPage): object {
  const hex = (value: bigint) => `0x${value.toString(16)}`;
  return {
    profile: page.profile,
    big_endian: page.order.bigEndian,
    swapped: page.order.isSwapped,
    page_type: page.pageType?.name ?? null,
    page_type_word: page.pageType ? hex(page.pageType.word) : null,
    page_type_source: page.pageType?.source ?? null,
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
    evidence: page.evidence,
    better_match: page.betterMatch && {
      profile: page.betterMatch.profile,
      big_endian: page.betterMatch.bigEndian,
      agreeing: page.betterMatch.agreeing,
      compared: page.betterMatch.compared,
      page_type: page.betterMatch.pageType,
      flag_names: page.betterMatch.flagNames,
    },
    report: page.report,
    text_reason: page.textReason,
    healthy: page.isHealthy,
    stacks: page.stacks,
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
