/**
 * Mail as patches travel in it: an mbox of messages, each with headers and a body in quoted-printable,
 * base64 or plain (RFC 2045, RFC 4155). Texts are latin1 strings of the bytes, so that nothing is lost.
 */

import { PatchError } from './patch-error.ts';
import { BOUNDARY_LIMIT_CHARS, MULTIPART_DEPTH_LIMIT } from './patch-limits.ts';

/** One message of an mbox: its subject and its decoded text. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
}

/** Whether a text begins as a mail or an mbox does. */
export function isMail(text: string): boolean {
  return /^From \S+.*\n/.test(text) || /^[A-Za-z][\w-]*:[ \t][^\n]*\n/.test(text);
}

/** The messages of an mbox in its order; a single mail is an mbox of one. */
export function readMails(text: string): Mail[] {
  const starts = /^From \S+ +\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}.*\n/gm;
  const at = [...text.matchAll(starts)].map((match) => match.index);
  const begins = at[0] === 0 ? at : [0, ...at];
  return begins.map((from, i) => readMail(text.slice(from, begins[i + 1]), at.length > 0));
}

function readMail(message: string, isMbox: boolean): Mail {
  const own = message.replace(/^From [^\n]*\n/, '');
  const { headers, body } = splitHeaders(own);
  const text = decodedText(headers, body);
  // Mailers quote lines that would begin a message: ">From ".
  return {
    subject: headers.get('subject') ?? '',
    text: isMbox ? text.replace(/^>(>*From )/gm, '$1') : text,
  };
}

function splitHeaders(text: string): { headers: Map<string, string>; body: string } {
  const end = /\r?\n\r?\n/.exec(text);
  const head = end ? text.slice(0, end.index) : text;
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined) headers.set(name.toLowerCase(), value ?? '');
  }
  return { headers, body: end ? text.slice(end.index + end[0].length) : '' };
}

/** The text of a body; of a multipart one, the texts of its parts that are texts. */
function decodedText(headers: ReadonlyMap<string, string>, body: string, depth = 0): string {
  if (depth > MULTIPART_DEPTH_LIMIT)
    throw new PatchError(
      `a mail has more than ${MULTIPART_DEPTH_LIMIT} multiparts inside each other`,
    );
  const type = headers.get('content-type') ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (
    /^multipart\//i.test(type) &&
    boundary !== undefined &&
    boundary.length <= BOUNDARY_LIMIT_CHARS
  ) {
    const parts = body.split(new RegExp(`^--${escaped(boundary)}(?:--)?[ \\t]*\\r?$`, 'm'));
    return parts
      .slice(1)
      .map((part) => splitHeaders(part.replace(/^\r?\n/, '')))
      .map((part) => decodedText(part.headers, part.body, depth + 1))
      .join('\n');
  }
  if (!/^(text|application\/octet-stream|message)/i.test(type)) return '';
  return withoutCarriageReturns(decode(headers.get('content-transfer-encoding') ?? '', body));
}

function decode(encoding: string, body: string): string {
  switch (encoding.trim().toLowerCase()) {
    case 'quoted-printable':
      return body
        .split('\n')
        .map(withoutTrailingBlanks)
        .join('\n')
        .replace(/=\r?\n/g, '')
        .replace(/=([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
    case 'base64':
      return Buffer.from(body, 'base64').toString('latin1');
    default:
      return body;
  }
}

/** Blanks at a line's end were put there on the way. A regular expression would look at a run of them often. */
function withoutTrailingBlanks(line: string): string {
  const isReturned = line.endsWith('\r');
  let end = isReturned ? line.length - 1 : line.length;
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end--;
  return line.slice(0, end) + (isReturned ? '\r' : '');
}

/** Mail ends its lines with CR LF. Where only some lines do, the CR belongs to the text. */
export function withoutCarriageReturns(text: string): string {
  return /[^\r]\n|^\n/.test(text) ? text : text.replaceAll('\r\n', '\n');
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
