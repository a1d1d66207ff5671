import { BACKSLASH, NEWLINE } from './characters.ts';

const QUESTION = 63;
/** What the third character stands for: translation phase 1, which GNU C leaves out. */
const MEANINGS: ReadonlyMap<number, number> = new Map(
  ['=#', '([']
    .concat('/\\', ')]', "'^", '<{', '!|', '>}', '-~')
    .map((pair) => [pair.charCodeAt(0), pair.charCodeAt(1)]),
);

/**
 * A text whose trigraphs are the characters that they mean, each behind a splice: it is as long as before,
 * so that every place stays what it is.
 */
export function withoutTrigraphs(bytes: Uint8Array): Uint8Array {
  let result: Uint8Array | undefined;
  for (let at = bytes.indexOf(QUESTION); at >= 0; at = bytes.indexOf(QUESTION, at + 1)) {
    const meaning = bytes[at + 1] === QUESTION ? MEANINGS.get(bytes[at + 2] as number) : undefined;
    if (meaning === undefined) continue;
    // A Buffer's slice() would be the same memory.
    result ??= Uint8Array.from(bytes);
    result.set([BACKSLASH, NEWLINE, meaning], at);
    at += 2;
  }
  return result ?? bytes;
}
