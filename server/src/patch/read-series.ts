import { isMail, readMails, withoutCarriageReturns } from './mail-parts.ts';
import { type FilePatch, parsePatch } from './parse-patch.ts';
import { PatchError } from './patch-error.ts';
import { SUBJECT_LIMIT_CHARS } from './patch-limits.ts';

/**
 * The file patches of a patch, a mail or an mbox with a series. The mails of a series apply in the
 * order of their numbers (`[PATCH 2/5]`), whatever their order in the mbox.
 * @throws PatchError when there is no patch in it
 */
export function readSeries(bytes: Uint8Array): FilePatch[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const plain = text.replace(/^\xef\xbb\xbf/, '');
  const texts = isMail(plain) ? seriesTexts(plain) : [withoutCarriageReturns(plain)];
  const patches = texts.flatMap(parsePatch);
  if (patches.length === 0) throw new PatchError('there is no patch in it');
  return patches;
}

function seriesTexts(text: string): string[] {
  const mails = readMails(text).map((mail) => ({ ...mail, turn: turnOf(mail.subject) }));
  const withDiffs = mails.filter((mail) => /^(?:diff --git |--- )/m.test(mail.text));
  const isNumbered = withDiffs.every(({ turn }) => turn !== undefined);
  const ordered = isNumbered ? withDiffs.sort((a, b) => (a.turn ?? 0) - (b.turn ?? 0)) : withDiffs;
  return ordered.map((mail) => mail.text);
}

/** 2 of `[PATCH v3 2/5] mm: …`. */
function turnOf(subject: string): number | undefined {
  const number = /\[[^\]]*?(\d+)\/\d+[^\]]*\]/.exec(subject.slice(0, SUBJECT_LIMIT_CHARS))?.[1];
  return number === undefined ? undefined : Number(number);
}
