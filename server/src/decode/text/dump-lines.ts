/** Which of a page dump's lines a line is: mm/debug.c and bad_page() of mm/page_alloc.c, Linux 4.x to 7.x. */

export type DumpLineKind =
  | 'bad'
  | 'torn'
  | 'state'
  | 'poisoned'
  | 'headState'
  | 'memcg'
  | 'flags'
  | 'pageType'
  | 'raw'
  | 'head'
  | 'reason'
  | 'badFlags';

/** Whatever a log puts before it, each is known by words that no other message of the kernel has. */
export const LINES: Readonly<Record<DumpLineKind, RegExp>> = {
  bad: /BUG: Bad page state in process (.+?)\s+pfn:([0-9a-f]+)/,
  torn: /page does not match folio/,
  state:
    /\bpage: *(\S+ +)?(?:ref)?count:(-?\d+) +mapcount:(-?\d+)(?: +mapping: *(\(null\)|[0-9a-f]+))?(?: +index: ?(?:0x)?([0-9a-f]+))?(?: +\(([^)]*)\))?(?: +pfn:(?:0x)?([0-9a-f]+))?/i,
  poisoned: /is uninitialized and poisoned/,
  headState: /\bhead:\s*(?:[0-9a-f]+ )?order:(\d+)(.*)$/,
  memcg: /\b(?:memcg|page->mem_cgroup):(?:0x)?([0-9a-f]+)/i,
  flags: /(?:\b(anon|ksm) )?\bflags: ?0x([0-9a-f]+)\(([^)]*)(\))?/i,
  pageType: /\bpage_type: ?(?:0x)?([0-9a-f]+)(?:\(((?:[^()]|\(null\))*)\)| (.*))?/i,
  raw: /\braw:((?:\s+(?:[0-9a-f]{16}|[0-9a-f]{8})(?![0-9a-f]))+)(.*)$/i,
  head: /\bhead:((?:\s+(?:[0-9a-f]{16}|[0-9a-f]{8})(?![0-9a-f]))+)(.*)$/i,
  reason: /page dumped because: (.+?)\s*$/,
  badFlags: /bad because of flags: 0x/,
};

const KINDS = Object.keys(LINES) as DumpLineKind[];
/** What any of them has in it, to pass over other lines quickly. */
const ANY =
  /count:|raw:|head:|flags:|page_type:|mem_?cg|Bad page|dumped because|poisoned|match folio/;

/** The kinds of line that a text is; a poisoned page's two lines may stand in one. */
export function dumpLineKinds(text: string): DumpLineKind[] {
  return ANY.test(text) ? KINDS.filter((kind) => LINES[kind].test(text)) : [];
}
