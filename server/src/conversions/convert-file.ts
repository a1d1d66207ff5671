import { TokenReader } from './c-tokens.ts';
import { type ByteEdit, convertRegion } from './convert-region.ts';
import { CALLS, MEMBERS, SOURCES } from './equivalents.ts';
import { RegionReader } from './region-reader.ts';
import { regionsOf } from './regions.ts';
import type { TableApi } from './table-api.ts';
import { type FileTables, type TableVariable, tableVariables } from './table-variables.ts';

/** A function or macro that can be converted. */
export interface ConvertedRegion {
  readonly name: string;
  /** Where its text is, in bytes. */
  readonly start: number;
  readonly end: number;
  /** In the order of the text; none overlap. */
  readonly edits: readonly ByteEdit[];
}

const PRIMITIVES = new Set([...CALLS, ...SOURCES].flatMap(({ from, to }) => [from, to]));
const BY_ADDRESS = new Set(['free_page', 'free_pages']);

/** Files that mention none of these have nothing to convert. */
const MENTIONS = new RegExp(
  `\\b(?:${[...CALLS, ...SOURCES, ...MEMBERS].map(({ from }) => from).join('|')})\\b`,
);

/**
 * What of a file's code about page tables can speak of `struct ptdesc` instead of `struct page`, by the
 * equivalents of equivalents.ts, in the order of the text. It works on every branch of the text and on
 * macros, so that code which no configuration at hand builds is converted as well; what it cannot be
 * sure of it leaves alone.
 */
export function convertFile(
  bytes: Uint8Array,
  api: TableApi,
  tokens = new TokenReader(),
): ConvertedRegion[] {
  if (
    !MENTIONS.test(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'))
  ) {
    return [];
  }
  const readers = regionsOf(tokens.read(bytes)).map((region) => new RegionReader(region));
  const freedByAddress = new Set(readers.flatMap(entriesFreed));
  const makers = makersIn(readers, { api, freedByAddress });
  const converted = readers.flatMap((reader) => {
    // What defines the old functions is what the new ones take the place of.
    if (PRIMITIVES.has(reader.region.name)) return [];
    const variables = tableVariables(reader, { api, makers, freedByAddress });
    const edits = convertRegion(reader, { api, variables, makers });
    const [first, last] = [reader.tokens[0], reader.tokens.at(-1)];
    if (edits.length === 0 || !first || !last) return [];
    const sorted = edits.sort((a, b) => a.start - b.start || a.end - b.end);
    return [{ name: reader.region.name, start: first.start, end: last.end, edits: sorted }];
  });
  return converted.sort((a, b) => a.start - b.start);
}

/**
 * Functions of the file that give pages of tables to no one outside, and whose every caller keeps what
 * it gets in a variable that becomes a descriptor.
 */
function makersIn(readers: readonly RegionReader[], file: Omit<FileTables, 'makers'>): Set<string> {
  const none = { ...file, makers: new Set<string>() };
  const makers = readers.filter(
    (reader) =>
      reader.region.isStatic &&
      reader.region.returnsPage &&
      returnsVariable(reader, tableVariables(reader, none)),
  );
  const names = new Set(makers.map(({ region }) => region.name));
  const variables = readers.map((reader) => tableVariables(reader, { ...file, makers: names }));
  for (const name of names) {
    const isTaken = readers.every((reader, index) =>
      callersTake(reader, name, variables[index] ?? new Map()),
    );
    if (!isTaken) names.delete(name);
  }
  return names;
}

/** `free_page((unsigned long)pte)` */
function entriesFreed(reader: RegionReader): string[] {
  return reader.calls(BY_ADDRESS).flatMap(({ arguments: [address] }) => {
    const type = address && reader.entryType(address);
    return type === undefined ? [] : [type];
  });
}

function returnsVariable(
  reader: RegionReader,
  variables: ReadonlyMap<string, TableVariable>,
): boolean {
  return reader.tokens.some(
    ({ text }, at) => text === 'return' && variables.has(reader.text(at + 1)),
  );
}

function callersTake(
  reader: RegionReader,
  name: string,
  variables: ReadonlyMap<string, TableVariable>,
): boolean {
  const taken = [...variables.values()].flatMap(({ uses }) =>
    uses.flatMap((use) => (use.kind === 'assigned' ? [use.value.from] : [])),
  );
  return reader.tokens.every(
    ({ text }, at) => text !== name || at < reader.region.body || taken.includes(at),
  );
}

/** The text with edits that do not overlap. */
export function applyByteEdits(bytes: Uint8Array, edits: readonly ByteEdit[]): Buffer {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { start, end, text } of [...edits].sort(
    (a, b) => a.start - b.start || a.end - b.end,
  )) {
    parts.push(bytes.subarray(at, start), Buffer.from(text));
    at = end;
  }
  return Buffer.concat([...parts, bytes.subarray(at)]);
}
