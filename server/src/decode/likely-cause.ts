import type { BadReason } from './decoded-page.ts';
import type { DumpText } from './dump-text.ts';
import type { PageReading } from './page-reading.ts';

/** What most often leaves a page in each of the allocator's bad states. */
const CAUSES: Readonly<Record<string, string>> = {
  'nonzero mapcount':
    'The page is still mapped by a process: it was freed before its last mapping was removed, or a removal was not counted.',
  'non-NULL mapping':
    'The page was not taken out of the page cache, or its owner left a pointer in the word that is mapping.',
  'nonzero _refcount':
    'Someone still holds a reference: the page was freed too early, or a put came twice.',
  'PAGE_FLAGS_CHECK_AT_FREE flag(s) set':
    'Whoever freed the page did not clear its flags: it is still locked, on a list, or in use.',
  'page still charged to cgroup':
    'The page was freed on a way that does not return its charge to the memory cgroup.',
  'nonzero entire_mapcount':
    'The folio is still mapped as a whole: it was freed before its last mapping was removed.',
  'nonzero large_mapcount':
    'The folio is still mapped: a mapping of one of its pages was not removed.',
  'nonzero nr_pages_mapped': 'Pages of the folio are still mapped one by one.',
  'nonzero pincount': 'Someone still has the folio pinned (pin_user_pages() without its unpin).',
  'on deferred list':
    'The folio still waits to be split: it was freed without being taken off that list.',
  'corrupted mapping in tail page':
    'Someone wrote into a tail page as if it were a page of its own, or took a word of it for a member of another record.',
  'nonzero private': 'Someone left a value in the private word of a tail page.',
  'PageTail not set':
    'The word that names the head was overwritten: the page was used as a page of its own while it belonged to a folio.',
  'page_pool leak': 'The page was freed past its page pool, which still counts it.',
};

/** Frames that report or free, and so do not say who wanted to free. */
const ALLOCATOR_FRAME = new RegExp(
  `^(${[
    'dump_(stack|page)\\w*',
    '(__)?(show_stack|bad_page|warn)\\w*',
    'free_page_is_bad\\w*',
    'check_(new|free)_page\\w*',
    '_*free_(unref_|frozen_|reserved_)?(folios?|pages?)(_\\w+)?',
    'free_(tail|pcp|one|large)\\w*',
    'put_page',
    '_*folios?_(put|batch)\\w*',
    'release_pages',
    '_*tlb_\\w+',
    'rcu_\\w+',
    'get_page_from_freelist',
    '_*alloc_(frozen_)?pages\\w*',
  ].join('|')})$`,
);

/** How many callers say who it was. */
const MAX_FRAMES = 4;

/** The likely cause in one or two sentences; null when nothing is wrong, or when no page was being freed. */
export function likelyCause(
  reading: PageReading,
  text: DumpText,
  reasons: readonly BadReason[],
  freePath: readonly string[],
  type: string | undefined,
): string | null {
  const path = freePath.length > 0 ? ` It was freed from ${freePath[0]}().` : '';
  if (text.isPoisoned || isPoisoned(reading))
    return 'This struct page was never initialised: its page frame does not exist or is not online.';
  if (type !== undefined && isBeingFreed(reading, text) && !isOwnState(type))
    return typedCause(type, path);
  if (type === 'buddy' && text.report === 'bad page')
    return `The page is a free one of the buddy allocator: it was freed or handed out once more while it lay in its lists, or was not taken out of them.${path}`;
  const last = reading.isTail ? reasons[0] : reasons.at(-1);
  if (!last || (text.process === null && text.reason !== last.reason)) return null;
  return `${CAUSES[last.reason] ?? ''}${path}`;
}

/**
 * "Bad page state" is printed when a page is freed, or when the allocator is about to hand it out. Bytes
 * alone tell nothing but that no one holds the page; other reports show pages in use.
 */
function isBeingFreed(reading: PageReading, text: DumpText): boolean {
  if (text.report === 'bytes') return reading.pageField('_refcount.counter', '_refcount') === 0n;
  return text.report === 'bad page' && !isFoundAtAllocation(text);
}

/** A free page has the type buddy, and an offline or guard page is no one's: that is as it should be. */
const isOwnState = (type: string): boolean =>
  ['buddy', 'offline', 'guard', 'unaccepted'].includes(type);

function typedCause(type: string, path: string): string {
  if (type === 'table')
    return `A page table was freed without its destructor: the constructor gave the page its type, and only the destructor (pagetable_dtor() and its like) takes it away.${path} Look for a missing destructor on that path.`;
  return `The page was freed while it still had the type ${type}: its owner did not undo it.${path}`;
}

function isPoisoned(reading: PageReading): boolean {
  const pattern = reading.facts.constants.get('PAGE_POISON_PATTERN');
  return pattern !== undefined && reading.flags?.value === pattern;
}

/** Frames that give pages back; the allocator's own ones, and those of its callers that do nothing else. */
const FREES = /(?:^|_)(?:free|put|release|discard)(?:_|d?$)|^free|^tlb_|freepages/;
const ALLOCATES =
  /^(?:get_page_from_freelist|_*alloc_(?:frozen_)?pages\w*|rmqueue\w*|check_new_pages?|prep_new_page)$/;

/** The page was found to be bad when it was handed out: no one frees it on this stack. */
function isFoundAtAllocation(text: DumpText): boolean {
  if (text.reason?.startsWith('PAGE_FLAGS_CHECK_AT_PREP') === true) return true;
  const frames = reportFrames(text);
  const isFirst = frames.findIndex((frame) => ALLOCATES.test(frame));
  return isFirst >= 0 && !frames.slice(0, isFirst).some((frame) => FREES.test(frame));
}

function reportFrames({ stacks }: DumpText): readonly string[] {
  return stacks.find(({ kind }) => kind === 'report')?.frames ?? [];
}

/**
 * The callers above the allocator's own frames, of the stack of a page that was being freed. A report's
 * other stacks say who allocated or freed before: they are no free path.
 */
export function freePathOf(text: DumpText): string[] {
  if (text.report !== 'bad page' || isFoundAtAllocation(text)) return [];
  const trace = reportFrames(text);
  const first = trace.findIndex((frame) => !ALLOCATOR_FRAME.test(frame));
  if (first < 0 || !trace.slice(0, first + 1).some((frame) => FREES.test(frame))) return [];
  return trace.slice(first, first + MAX_FRAMES);
}
