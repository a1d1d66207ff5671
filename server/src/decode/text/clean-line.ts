/**
 * One line of a log as the kernel printed it: without colours, markup, quotes of mails and tables, and
 * what the log puts before it.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal's colours begin with one
const ANSI = /\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]/g;
/** The same as a text that shows control characters has it. */
const SHOWN_ANSI = /(?:\^\[|#033|\\x1b|\\e|\\033|\\u001b)\[[0-9;]*m/g;
/** Characters of no width, and the mark at the beginning of a file. */
const NO_WIDTH = /[\u200b-\u200d\u2060\ufeff\0]/g;
/** Of HTML's elements only those that show a log; the kernel itself prints <TASK>, <IRQ> and <4>. */
const TAGS =
  /<\/?(?:pre|code|span|div|p|td|tr|th|table|tbody|a|b|i|em|font|li|ul|ol|blockquote|samp|tt|strong|html|body)(?:\s[^<>]*)?>|<br\s*\/?>/g;
const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};
/** A mail's quote marks, or a table's border. */
const QUOTES = /^(?:\s*(?:[>|\u2502\u2551\u2503]|&gt;))+ ?/;

const PREFIXES: readonly RegExp[] = [
  // The level of a message, of printk and of /dev/kmsg.
  /^<\d{1,3}>/,
  /^\d+,\d+,\d+,\S*?;/,
  // Seconds since boot, the task or processor, or a date: each in brackets.
  /^\[\s*\d+[.,]\d+\]\s?/,
  /^\[\s*[TC]\d+(?:@C?\d+)?\]\s?/,
  /^\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}\]\s?/,
  /^\[\d{4}-\d\d-\d\d[^\]]*\]\s?/,
  // dmesg -x
  /^(?:kern|user|daemon|syslog|auth|mail)\s*:\s*[a-z]+\s*:\s*/,
  // syslog and journalctl, with the host or without it.
  /^[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d(?:\.\d+)? (?:\S+ )?kernel: ?/,
  /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S* (?:\S+ )*?kernel: ?/,
  /^\S* ?kernel: ?/,
  // Android's logcat.
  /^\d\d-\d\d \d\d:\d\d:\d\d\.\d+\s+\d+\s+\d+ [VDIWEF] [^:]*: ?/,
];

/** A line without its clothes. */
export function cleanLine(line: string): string {
  let text = line;
  if (hasClothes(text)) text = undress(text);
  const quoted = text.replace(QUOTES, '');
  // A table has a border behind each line, too.
  if (quoted !== text) text = quoted.replace(/\s+[|\u2502\u2551\u2503]\s*$/, '');
  return withoutPrefixes(text.trim()).trim().replace(/ {2,}/g, ' ');
}

const hasClothes = (text: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: see above
  /[\x1b\0\u00a0\u200b-\u200d\u2007\u202f\u2060\ufeff&<\t]|\^\[|#033|\\x1b|\\e\[|\\033|\\u001b/.test(
    text,
  );

function undress(text: string): string {
  return text
    .replace(ANSI, '')
    .replace(SHOWN_ANSI, '')
    .replace(NO_WIDTH, '')
    .replace(TAGS, '')
    .replace(/&(\w+);/g, (whole, name) => ENTITIES[name] ?? whole)
    .replace(/&#(x?)([0-9a-f]+);/gi, (_, isHex, digits) => character(digits, isHex ? 16 : 10))
    .replace(/[\u00a0\u2007\u202f\t]+ ?/g, ' ');
}

function character(digits: string, base: number): string {
  const code = Number.parseInt(digits, base);
  return code > 0 && code <= 0xffff ? String.fromCharCode(code) : '';
}

function withoutPrefixes(text: string): string {
  let rest = text;
  for (let isChanged = true; isChanged; ) {
    const before = rest;
    for (const prefix of PREFIXES) rest = rest.replace(prefix, '').trimStart();
    isChanged = rest !== before;
  }
  return rest;
}
