/** A text's lines as the kernel printed them, each with its number in the text. */
import { cleanLine } from './clean-line.ts';
import { joinWrapped } from './join-wrapped.ts';
import { unwrapRecord } from './unwrapped-record.ts';

export interface LogLine {
  /** From 1; of the first line where several were joined. */
  readonly number: number;
  /** The last line's number where several were joined. */
  readonly last: number;
  readonly text: string;
  /** The task or processor that printed it, "T123" or "C1", where the log says so. */
  readonly caller?: string | undefined;
}

/** A line ends with LF, CR LF, CR CR LF (a serial console's log on a DOS disk) or CR alone. */
export const LINE_END = /\r*\n|\r(?!$)/;

/** CONFIG_PRINTK_CALLER (kernel/printk/printk.c): behind the time, and in /dev/kmsg. */
const CALLER = /\]\s?\[\s*([TC]\d+)(?:@C?\d+)?\]|,caller=([TC]\d+)[,;]/;

/**
 * The logical lines of some lines of a log, the first of which has this number: of each that printed
 * by itself, so that what two print at the same time is not mixed.
 */
export function logLines(lines: readonly string[], firstNumber = 1): LogLine[][] {
  const byCaller = new Map<string, LogLine[]>();
  let caller = '';
  for (const line of cleanLines(lines, firstNumber)) {
    // A line that was wrapped goes on without it.
    caller = line.caller ?? caller;
    const own = byCaller.get(caller);
    if (own) own.push(line);
    else byCaller.set(caller, [line]);
  }
  return [...byCaller.values()].map(joinWrapped);
}

/** The lines one by one, before any is joined with the next. */
function cleanLines(lines: readonly string[], firstNumber: number): LogLine[] {
  return withoutSoftBreaks(lines, firstNumber).flatMap(({ number, last, text }) =>
    unwrapRecord(text)
      .flatMap((each) => each.split(/<br\s*\/?>/))
      .map((each) => ({ number, last, text: cleanLine(each), caller: callerOf(each) })),
  );
}

function callerOf(line: string): string | undefined {
  const [, behindTime, ofRecord] = CALLER.exec(line) ?? [];
  return behindTime ?? ofRecord;
}

/** Quoted-printable (RFC 2045) breaks a line behind "=", and writes odd characters as =XX. */
function withoutSoftBreaks(lines: readonly string[], firstNumber: number): LogLine[] {
  const plain = lines.map((text, i) => ({ number: firstNumber + i, last: firstNumber + i, text }));
  if (!plain.some(({ text }, i) => isSoftBreak(text, lines[i + 1]))) return plain;
  const joined: LogLine[] = [];
  let open: LogLine | undefined;
  for (const { number, text } of plain) {
    const whole: string = (open?.text ?? '') + text.replace(/[ \t\r]+$/, '');
    const line: LogLine = { number: open?.number ?? number, last: number, text: whole };
    open = whole.endsWith('=') ? { ...line, text: whole.slice(0, -1) } : undefined;
    if (!open) joined.push({ ...line, text: decodeOctets(whole) });
  }
  return open ? [...joined, open] : joined;
}

/** A line of words that goes on in the next one. The kernel's own lines do not end with "=". */
function isSoftBreak(text: string, next: string | undefined): boolean {
  return /(?:[\w:)|]| )=\s*$/.test(text) && next !== undefined && next.trim() !== '';
}

function decodeOctets(text: string): string {
  return text.replace(/(?:=[0-9A-F]{2})+/g, (octets) => {
    const bytes = Buffer.from(octets.replaceAll('=', ''), 'hex');
    // "node=00" of the kernel is no octet: only what is not printed, "=" itself and UTF-8 is written so.
    return bytes.every((byte) => byte > 0x20 && byte < 0x7f && byte !== 0x3d)
      ? octets
      : bytes.toString('utf8');
  });
}
