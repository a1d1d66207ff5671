/** Mailers and terminals break a line where it is too wide; what belongs together is put together. */
import type { LogLine } from './log-lines.ts';

/** A line of another processor may come between the two halves. */
const MAX_GAP = 2;
const WORDS_LINE = /\b(?:raw|head):((?:\s+[0-9a-f]+)*)$/i;

/** Joins each line of a dump that is not complete with what follows it and can only be its rest. */
export function joinWrapped(lines: readonly LogLine[]): LogLine[] {
  const joined: LogLine[] = [];
  let open: { at: number; age: number } | undefined;
  for (const line of lines) {
    const before = open && joined[open.at];
    const whole = before && joinedText(before.text, line.text);
    if (open && before && whole !== undefined) {
      joined[open.at] = { number: before.number, last: line.last, text: whole };
      open.age = 0;
      continue;
    }
    joined.push(line);
    if (isOpenable(line.text)) open = { at: joined.length - 1, age: 0 };
    else if (open && line.text !== '' && ++open.age >= MAX_GAP) open = undefined;
  }
  return joined;
}

const isOpenable = (text: string): boolean =>
  /\b(?:page|raw|head|flags|page_type):|because:|Bad page state/i.test(text);

/** The two in one, or undefined when the second is not the rest of the first. */
function joinedText(first: string, next: string): string | undefined {
  if (next === '') return undefined;
  const words = WORDS_LINE.exec(first)?.[1]?.trim();
  if (words !== undefined) return joinedWords(first, words, next);
  return RESTS.some(([isOpen, isRest]) => isOpen.test(first) && isRest.test(next))
    ? `${first} ${next}`
    : undefined;
}

/** print_hex_dump() puts 32 bytes into a line. */
function joinedWords(first: string, words: string, next: string): string | undefined {
  if (!/^[0-9a-f]+(?: +[0-9a-f]+)*(?:\W*|[g-z])$/i.test(next)) return undefined;
  const present = words === '' ? [] : words.split(/\s+/);
  const [word = ''] = next.split(/ +/);
  const digits = present.join('').length;
  const lastLength = present.at(-1)?.length ?? 0;
  // A word may be broken itself.
  if (present.length > 0 && lastLength < (present[0]?.length ?? 0) && present.length > 1)
    return lastLength + word.length === present[0]?.length ? first + next : undefined;
  const isWord = word.length === 16 || word.length === 8;
  return isWord && digits + next.replace(/[^0-9a-f]/gi, '').length <= 64
    ? `${first} ${next}`
    : undefined;
}

/** A line that is not complete, and what its rest begins with. */
const RESTS: readonly (readonly [RegExp, RegExp])[] = [
  [/Bad page state in process(?!.*\bpfn:)/, /^(?:\S+\s+)?pfn:/],
  [/\bpage:.*\b(?:ref)?count:(?!.*\bmapcount:)/, /^mapcount:/],
  [/\bpage:.*\bmapcount:(?!.*\bmapping:)/, /^mapping:/],
  [/\bpage:.*\bmapping:$/, /^(?:\(null\)|[0-9a-f]+(?: |$))/],
  [/\bpage:.*\bmapping:(?!.*\bindex:)/, /^index:/],
  [/\bpage:.*\bindex:(?!.*\bpfn:)/, /^pfn:/],
  [/\bpage:\S*$/, /^(?:ref)?count:/],
  [
    /\bhead:.*\border:\d+/,
    /^(?:compound_|entire_|mapcount:|nr_pages_mapped:|subpages_mapcount:|pincount:)/,
  ],
  [/\bflags:$/, /^0x[0-9a-f]+(?:\(|$)/i],
  [/\bflags: ?0x[0-9a-f]+$/i, /^\(/],
  [/\bflags: ?0x[0-9a-f]+\([^)]*$/i, /^[\w=|]+\)?/],
  [/\bpage_type:$/, /^(?:0x)?[0-9a-f]+\(/i],
  [/dumped because:$/, /./],
  // "VM_BUG_ON_PAGE(a &&" goes on until its parentheses are closed.
  [/dumped because: [^(]*\((?:[^()]|\([^()]*\))*$/, /./],
];
