/**
 * What a pasted text says about a page: the lines of dump_page() and of "Bad page state" (mm/debug.c
 * and mm/page_alloc.c of Linux 5.x to 7.x), in any log format that keeps them one a line.
 */
import { type RawWords, readRawText } from './raw-text.ts';

/** The text taken apart. Whatever it does not say is null or empty. */
export interface DumpText {
  /** Struct page's bytes: the "raw:" lines, or the whole text when it is nothing but bytes. */
  readonly raw: RawWords | null;
  /** The first two struct pages of the folio: the "head:" lines. */
  readonly head: RawWords | null;
  readonly refcount: number | null;
  readonly mapcount: number | null;
  readonly index: bigint | null;
  readonly pfn: bigint | null;
  readonly order: number | null;
  /** The number behind "flags:". */
  readonly flags: bigint | null;
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
  /** Functions of the call trace, the innermost first. */
  readonly trace: readonly string[];
}

/** Takes a text apart. Anything may come: what is not understood is left out. */
export function parseDump(text: string): DumpText {
  const lines = text.split(/\r?\n/);
  const find = (pattern: RegExp) => firstMatch(lines, pattern);
  const state = find(
    /\bpage: ?(?:\S+ )?refcount:(-?\d+) mapcount:(-?\d+) .*?index:(?:0x)?([0-9a-f]+)/i,
  );
  const bad = find(/BUG: Bad page state in process (.+?)\s+pfn:([0-9a-f]+)/);
  const pfn = find(/\bpfn:(?:0x)?([0-9a-f]+)/i);
  return {
    raw: rawLines(lines, 'raw') ?? (state || bad ? null : readRawText(lines)),
    head: rawLines(lines, 'head'),
    refcount: numberOf(state?.[1]),
    mapcount: numberOf(state?.[2]),
    index: hexOf(state?.[3]),
    pfn: hexOf(bad?.[2] ?? pfn?.[1]),
    order: numberOf(find(/\bhead:\s*(?:\S+ )?order:(\d+)/)?.[1]),
    flags: hexOf(find(/\bflags: ?0x([0-9a-f]+)/i)?.[1]),
    pageType: pageTypeOf(
      find(/\bpage_type: ?(?:0x)?([0-9a-f]+)(?:\(((?:[^()]|\(null\))*)\)| (.*))?/i),
    ),
    memcg: hexOf(find(/\bmemcg:(?:0x)?([0-9a-f]+)/i)?.[1]),
    reason: find(/page dumped because: (.+?)\s*$/)?.[1] ?? null,
    process: bad?.[1] ?? null,
    isPoisoned: lines.some((line) => /is uninitialized and poisoned/.test(line)),
    isTorn: lines.some((line) => /page does not match folio/.test(line)),
    trace: traceOf(lines),
  };
}

function firstMatch(lines: readonly string[], pattern: RegExp): RegExpExecArray | undefined {
  for (const line of lines) {
    const match = pattern.exec(line);
    if (match) return match;
  }
  return undefined;
}

const numberOf = (text: string | undefined): number | null =>
  text === undefined ? null : Number.parseInt(text, 10);

const hexOf = (text: string | undefined): bigint | null =>
  text === undefined ? null : BigInt(`0x${text}`);

function pageTypeOf(match: RegExpExecArray | undefined): DumpText['pageType'] {
  const value = hexOf(match?.[1]);
  if (value === null) return null;
  return { value, name: (match?.[2] ?? match?.[3] ?? '').trim() };
}

/** `raw: 0017ffffc0000000 dead000000000100 ...`: print_hex_dump() in groups of a long. */
function rawLines(lines: readonly string[], prefix: 'raw' | 'head'): RawWords | null {
  const pattern = new RegExp(`\\b${prefix}:((?:\\s+(?:[0-9a-f]{16}|[0-9a-f]{8}))+)\\s*$`, 'i');
  const words = lines.flatMap((line) => pattern.exec(line)?.[1]?.trim().split(/\s+/) ?? []);
  const sizeBytes = (words[0]?.length ?? 0) / 2;
  if (words.length === 0 || words.some((word) => word.length !== sizeBytes * 2)) return null;
  return { unit: 'words', sizeBytes, values: words.map((word) => BigInt(`0x${word}`)) };
}

/** `free_unref_page+0x12/0x30`, or with an address before it, or "? " where the stack is uncertain. */
function traceOf(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const match = /(?:^|[\s\]>])(\? )?([a-z_]\w*(?:\.\w+)*)\+0x[0-9a-f]+\/0x[0-9a-f]+/i.exec(line);
    return match?.[2] !== undefined && match[1] === undefined ? [match[2].split('.')[0] ?? ''] : [];
  });
}
