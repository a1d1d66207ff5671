import { badReasons } from './bad-reasons.ts';
import { type Comparison, comparison } from './comparison.ts';
import type { DumpText } from './dump-text.ts';
import type { PageReading } from './page-reading.ts';
import { tailReasons } from './tail-reasons.ts';

/** Reasons of page_bad_reason(), which the words alone decide. */
const OF_ANY_PAGE = [
  'nonzero mapcount',
  'non-NULL mapping',
  'nonzero _refcount',
  'PAGE_FLAGS_CHECK_AT_FREE flag(s) set',
  'page still charged to cgroup',
  'page_pool leak',
];

/** "page dumped because:" of a bad page. Of a tail the first reason is printed, of any other page the last. */
export function compareReason(reading: PageReading, dump: DumpText): Comparison[] {
  const { reason } = dump;
  if (dump.report !== 'bad page' || reason === null || reading.isTorn) return [];
  if (reason.startsWith('PAGE_FLAGS_CHECK_AT_PREP')) return atPrep(reading, reason);
  // Before 5.10 it ended in "flag set".
  const known = OF_ANY_PAGE.find((each) => each.slice(0, 24) === reason.slice(0, 24));
  const isTailReason = reading.facts.tailReasons.includes(reason);
  if (!known && !(isTailReason && reading.tailIndex)) return [];
  const word = reading.typeWord;
  const isTyped = word !== undefined && reading.typeOf(word) !== undefined;
  // Where a tree forgets a type before it looks, another one of the same age may not have.
  if (known === 'nonzero mapcount' && isTyped && reading.facts.freeClearsType) return [];
  const held = tailReasons(reading)[0] ?? badReasons(reading).at(-1);
  const isHeld = held?.reason === (known ?? reason);
  return [comparison('reason', reason, isHeld ? reason : (held?.reason ?? 'nothing bad'))];
}

function atPrep({ facts, flags }: PageReading, reason: string): Comparison[] {
  const mask = facts.constants.get('PAGE_FLAGS_CHECK_AT_PREP');
  if (mask === undefined || !flags) return [];
  return [comparison('reason', reason, (flags.value & mask) === 0n ? 'no such flag set' : reason)];
}
