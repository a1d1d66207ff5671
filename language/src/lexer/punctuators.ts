import { DOUBLE_QUOTE } from './characters.ts';
import { PUNCTUATORS } from './spellings.ts';

/** Set in the result of matchPunctuator() for the digraphs, whose spelling is not the usual one. */
export const DIGRAPH = 0x8000;

const DIGRAPHS: readonly (readonly [string, string])[] = [
  ['<:', '['],
  [':>', ']'],
  ['<%', '{'],
  ['%>', '}'],
  ['%:', '#'],
  ['%:%:', '##'],
];

/** The spelling of a digraph by the punctuator that it means. */
export function digraphSpelling(id: number): string {
  const meant = PUNCTUATORS[id - 1];
  return DIGRAPHS.find(([, standard]) => standard === meant)?.[0] ?? meant ?? '';
}

interface Candidate {
  readonly bytes: readonly number[];
  readonly result: number;
}

/** The punctuators by first byte, the longest first. */
const byFirst: (readonly Candidate[] | undefined)[] = buildCandidates();

function buildCandidates(): (readonly Candidate[] | undefined)[] {
  const table: (Candidate[] | undefined)[] = new Array(128).fill(undefined);
  const add = (text: string, id: number): void => {
    const bytes = [...text].map((character) => character.charCodeAt(0));
    const first = bytes[0] as number;
    table[first] = [...(table[first] ?? []), { bytes, result: id | (text.length << 8) }];
  };
  PUNCTUATORS.forEach((text, index) => void add(text, index + 1));
  for (const [text, meant] of DIGRAPHS) {
    add(text, (PUNCTUATORS.indexOf(meant as '(') + 1) | DIGRAPH);
  }
  for (const list of table) list?.sort((a, b) => b.bytes.length - a.bytes.length);
  return table;
}

/** 1 for bytes whose punctuator is decided by the first byte alone. */
export const SINGLE: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  const list = byFirst[byte];
  return byte !== DOUBLE_QUOTE && list?.length === 1 && list[0]?.bytes.length === 1 ? 1 : 0;
});

/** The number of the punctuator that is this one byte, 0 when it is none. */
export const SINGLE_ID: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  const single = byFirst[byte]?.find((candidate) => candidate.bytes.length === 1);
  return single ? single.result & 0xff : 0;
});

/**
 * The longest punctuator at `offset`: its number in the low 8 bits, its length in the next 7, and
 * DIGRAPH; 0 when none begins there.
 */
export function matchPunctuator(bytes: Uint8Array, offset: number): number {
  const list = byFirst[bytes[offset] as number];
  if (!list) return 0;
  for (const candidate of list) {
    const spelling = candidate.bytes;
    let at = 1;
    while (at < spelling.length && bytes[offset + at] === spelling[at]) at++;
    if (at === spelling.length) return candidate.result;
  }
  return 0;
}
