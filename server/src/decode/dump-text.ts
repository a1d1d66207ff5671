/**
 * What a pasted text says about a page: the lines of dump_page() and of "Bad page state" (mm/debug.c
 * and mm/page_alloc.c of Linux 4.x to 7.x), in any log format.
 */
import { type RawWords, readRawText } from './raw-text.ts';
import { readStructText } from './struct-text.ts';
import { type DumpLineKind, LINES } from './text/dump-lines.ts';
import { LINE_END, type LogLine, logLines } from './text/log-lines.ts';
import { type DumpPart, splitDumps } from './text/split-dumps.ts';
import { type Stack, stacksOf } from './text/stacks.ts';

/** What the kernel was doing when it printed the page. */
export type ReportKind =
  | 'bad page'
  | 'KASAN'
  | 'memory failure'
  | 'unmovable page'
  | 'assertion'
  | 'dump'
  | 'bytes';

/** How the line with the counts is written, which tells the kernel's age where nothing else does. */
type DumpForm =
  /** `page:ADDRESS count:`, before Linux 5.1. */
  | 'count'
  /** `page:ADDRESS refcount:` without a pfn, before 5.10. */
  | 'address'
  /** The same with a pfn, before 6.10. */
  | 'address and pfn'
  /** `page: refcount:` */
  | 'plain';

/** What is printed inside the parentheses of "flags:". */
export interface PrintedFlags {
  readonly value: bigint;
  /** "locked", "lru". */
  readonly names: readonly string[];
  /** "node=0", "lastcpupid=0x1fffff". */
  readonly fields: ReadonlyMap<string, bigint>;
  readonly type: 'anon' | 'ksm' | null;
  readonly isWhole: boolean;
}

/** The text taken apart. Whatever it does not say is null or empty. */
export interface DumpText {
  /** Numbers of its first and its last line, from 1. */
  readonly lines: { readonly first: number; readonly last: number };
  readonly report: ReportKind;
  /** Struct page's bytes: the "raw:" lines, or the whole text when it is nothing but bytes. */
  readonly raw: RawWords | null;
  /** A "raw:" line that ends too early, counted from 1, and how many of its words are whole. */
  readonly rawCut: { readonly line: number; readonly words: number } | null;
  /** The first struct pages of the folio: the "head:" lines. */
  readonly head: RawWords | null;
  /** Members by path, where a debugger printed the record itself. */
  readonly members: ReadonlyMap<string, bigint> | null;
  readonly refcount: number | null;
  readonly mapcount: number | null;
  /** A pointer, or its hash where the kernel hides pointers; 0 for "(null)". */
  readonly mapping: bigint | null;
  readonly index: bigint | null;
  readonly pfn: bigint | null;
  /** The two places that print it do not agree. */
  readonly otherPfn: bigint | null;
  readonly form: DumpForm;
  readonly order: number | null;
  /** Counts of the "head:" line by name: "mapcount", "entire_mapcount", "pincount". */
  readonly headCounts: ReadonlyMap<string, number>;
  readonly flags: PrintedFlags | null;
  /** The number and the name behind "page_type:", as printed. */
  readonly pageType: { readonly value: bigint; readonly name: string } | null;
  readonly memcg: bigint | null;
  /** "page dumped because: ..." */
  readonly reason: string | null;
  /** The process of "BUG: Bad page state in process". */
  readonly process: string | null;
  readonly isPoisoned: boolean;
  /** The page changed while it was printed. */
  readonly isTorn: boolean;
  readonly stacks: readonly Stack[];
  /** "6.13.0-rc2", of the line that names processor and process. */
  readonly release: string | null;
}

/** Takes a text apart that has one dump, or the bytes of one page. */
export function parseDump(text: string): DumpText {
  const [dump] = parseDumps(text);
  return dump ?? emptyDump(text);
}

/** Every dump of a text. A text that is nothing but the bytes of a page is one. */
export function parseDumps(text: string): DumpText[] {
  const lines = text.split(LINE_END);
  const dumps = dumpsOfLines(lines, 1);
  if (dumps.length > 0) return dumps;
  const raw = readRawText(lines);
  if (raw) return [{ ...emptyDump(text), raw }];
  const members = readStructText(text);
  return members ? [{ ...emptyDump(text), members }] : [];
}

/** The dumps of some lines of a log, the first of which has this number. */
export function dumpsOfLines(lines: readonly string[], firstNumber: number): DumpText[] {
  const parts = logLines(lines, firstNumber).flatMap((logical) => {
    const parts = splitDumps(logical);
    return isReversed(parts) ? splitDumps([...logical].reverse()) : parts;
  });
  return parts.map(dumpOfPart).sort((a, b) => a.lines.first - b.lines.first);
}

/** A log that was sorted with the newest line first has each dump's end before its beginning. */
function isReversed(parts: readonly DumpPart[]): boolean {
  const at = (kind: DumpLineKind) => parts.findIndex(({ kinds }) => kinds.has(kind));
  const [reason, raw, state] = [at('reason'), at('raw'), at('state')];
  return reason === 0 && raw > reason && state > raw && parts[0]?.kinds.has('raw') === false;
}

function dumpOfPart(part: DumpPart): DumpText {
  const { lines, before, after } = part;
  const find = (kind: DumpLineKind) => firstMatch(lines, LINES[kind]);
  const state = find('state');
  const bad = find('bad');
  const headState = find('headState');
  const reason = reasonOf(lines, find('reason')?.[1]);
  const numbers = lines.flatMap(({ number, last }) => [number, last]);
  const all = [...before, ...lines, ...after];
  const [badPfn, pfn] = [hexOf(bad?.[2]), hexOf(state?.[7])];
  return {
    lines: { first: Math.min(...numbers), last: Math.max(...numbers) },
    report: reportOf(all, bad !== undefined, reason),
    raw: wordsOf(lines, LINES.raw),
    rawCut: cutOf(lines),
    head: wordsOf(lines, LINES.head),
    members: null,
    refcount: numberOf(state?.[2]),
    mapcount: numberOf(state?.[3]),
    mapping: state?.[4] === '(null)' ? 0n : hexOf(state?.[4]),
    index: hexOf(state?.[5]),
    pfn: badPfn ?? pfn,
    otherPfn: badPfn !== null && pfn !== null && badPfn !== pfn ? pfn : null,
    form: formOf(state),
    order: numberOf(headState?.[1]),
    headCounts: countsOf(headState?.[2] ?? ''),
    flags: flagsOf(find('flags')),
    pageType: pageTypeOf(find('pageType')),
    memcg: hexOf(find('memcg')?.[1]),
    reason,
    process: bad?.[1] ?? null,
    isPoisoned: part.kinds.has('poisoned'),
    isTorn: part.kinds.has('torn'),
    stacks: stacksOf(withoutPrefix(all, lines)),
    release: firstMatch(all, /\b(\d+\.\d+(?:\.\d+)?(?:-[\w.-]+)?\+?) #\d+/)?.[1] ?? null,
  };
}

/** What a log that no one knows puts before each line is told by the line with the words. */
function withoutPrefix(all: readonly LogLine[], lines: readonly LogLine[]): readonly LogLine[] {
  const raw = lines.find(({ text }) => LINES.raw.test(text))?.text ?? '';
  const prefix = raw.slice(0, LINES.raw.exec(raw)?.index ?? 0);
  if (prefix === '') return all;
  const pattern = prefix
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\d+/g, '\\d+')
    .replace(/\s+/g, '\\s+');
  const start = new RegExp(`^${pattern}`);
  return all.map((line) => ({ ...line, text: line.text.replace(start, '') }));
}

function emptyDump(text: string): DumpText {
  const last = text.replace(/\s+$/, '').split(LINE_END).length;
  const none = { lines: [], before: [], after: [], kinds: new Set<DumpLineKind>() };
  return { ...dumpOfPart(none), lines: { first: 1, last }, report: 'bytes' };
}

function firstMatch(lines: readonly LogLine[], pattern: RegExp): RegExpExecArray | undefined {
  for (const { text } of lines) {
    const match = pattern.exec(text);
    if (match) return match;
  }
  return undefined;
}

const numberOf = (text: string | undefined): number | null =>
  text === undefined ? null : Number.parseInt(text, 10);

const hexOf = (text: string | undefined): bigint | null =>
  text === undefined ? null : BigInt(`0x${text}`);

function formOf(state: RegExpExecArray | undefined): DumpForm {
  if (state?.[1] === undefined) return 'plain';
  if (!/refcount:/i.test(state[0])) return 'count';
  return state[7] === undefined ? 'address' : 'address and pfn';
}

function countsOf(text: string): Map<string, number> {
  const found = text.matchAll(/\b(\w+):(-?\d+)/g);
  return new Map([...found].map(([, name = '', value = '']) => [name, Number(value)]));
}

function flagsOf(match: RegExpExecArray | undefined): PrintedFlags | null {
  const value = hexOf(match?.[2]);
  if (!match || value === null) return null;
  const words = (match[3] ?? '').split('|').filter(Boolean);
  const fields = words.flatMap((word): [string, bigint][] => {
    const [, name, number] = /^(\w+)=(0x[0-9a-f]+|\d+)$/i.exec(word) ?? [];
    return name === undefined || number === undefined ? [] : [[name, BigInt(number)]];
  });
  const type = match[1]?.toLowerCase();
  return {
    value,
    names: words.filter((word) => !word.includes('=')),
    fields: new Map(fields),
    type: type === 'anon' || type === 'ksm' ? type : null,
    isWhole: match[4] !== undefined,
  };
}

function pageTypeOf(match: RegExpExecArray | undefined): DumpText['pageType'] {
  const value = hexOf(match?.[1]);
  if (value === null) return null;
  return { value, name: (match?.[2] ?? match?.[3] ?? '').trim() };
}

/** `raw: 0017ffffc0000000 dead000000000100 ...`: print_hex_dump() in groups of a long. */
function wordsOf(lines: readonly LogLine[], pattern: RegExp): RawWords | null {
  const words = lines.flatMap(({ text }) => pattern.exec(text)?.[1]?.trim().split(/\s+/) ?? []);
  const sizeBytes = (words[0]?.length ?? 0) / 2;
  if (words.length === 0 || words.some((word) => word.length !== sizeBytes * 2)) return null;
  return { unit: 'words', sizeBytes, values: words.map((word) => BigInt(`0x${word}`)) };
}

/** print_hex_dump() puts 32 bytes into each line but the last. */
function cutOf(lines: readonly LogLine[]): DumpText['rawCut'] {
  const rows = lines.flatMap(({ text }) => {
    const [, words = '', rest = ''] = LINES.raw.exec(text) ?? [];
    return words === '' ? [] : [{ words: words.trim().split(/\s+/), rest }];
  });
  const at = rows.findIndex(({ words, rest }, i) => {
    const isShort = words.join('').length < 64 && i < rows.length - 1;
    return isShort || /^\s+[0-9a-f]{1,15}$/i.test(rest);
  });
  return at < 0 ? null : { line: at + 1, words: rows[at]?.words.length ?? 0 };
}

/** What a console put behind every line of words stands behind the reason, too. */
function reasonOf(lines: readonly LogLine[], reason: string | undefined): string | null {
  if (reason === undefined) return null;
  const rests = lines.flatMap(({ text }) => LINES.raw.exec(text)?.[2]?.trim() ?? []);
  const [rest = ''] = rests;
  const isSame = rest !== '' && rests.every((other) => other === rest);
  return isSame && reason.endsWith(rest) ? reason.slice(0, -rest.length) : reason;
}

function reportOf(lines: readonly LogLine[], isBad: boolean, reason: string | null): ReportKind {
  const has = (pattern: RegExp) => lines.some(({ text }) => pattern.test(text));
  if (isBad) return 'bad page';
  if (reason?.startsWith('kasan:') || has(/\bBUG: KASAN: /)) return 'KASAN';
  if (has(/\bMemory failure: /) || /hwpoison|memory[ _]failure/i.test(reason ?? ''))
    return 'memory failure';
  if (reason === 'unmovable page' || reason?.includes('migration') === true)
    return 'unmovable page';
  return /^VM_(?:BUG|WARN)_ON/.test(reason ?? '') || has(/\bkernel BUG at /) ? 'assertion' : 'dump';
}
