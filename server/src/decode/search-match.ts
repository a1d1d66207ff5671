/**
 * What would make the words agree with the text: whatever is at hand is tried, in both byte orders, and
 * so is the layout of kernels before Linux 4.18.
 */

import type { Comparison } from './comparison.ts';
import type { DecodeContext, OtherContexts, Wanted } from './decode-page.ts';
import type { BetterMatch } from './decoded-page.ts';
import type { DumpText } from './dump-text.ts';
import { evidenceOf } from './evidence.ts';
import { historicContexts } from './historic-layouts.ts';
import { pageTypeOf } from './page-type.ts';
import { fits, readBest } from './read-best.ts';

/** The best match with a text, when it agrees in more fields than the reading that is doubted. */
export function betterMatch(
  context: DecodeContext,
  dump: DumpText,
  evidence: readonly Comparison[],
  others: OtherContexts,
): BetterMatch | null {
  const [best] = fittingContexts(context, dump, others);
  if (!best) return null;
  const own = evidence.filter(({ agrees }) => agrees).length;
  const isBetter = best.agreeing * evidence.length > own * best.compared;
  return isBetter ? best : null;
}

/** Everything at hand that the words fit into, the best first; the first one that agrees in all ends it. */
export function fittingContexts(
  context: DecodeContext,
  dump: DumpText,
  others: OtherContexts,
): BetterMatch[] {
  const found: BetterMatch[] = [];
  const { raw, report } = dump;
  // A debugger groups bytes as it is told; the kernel prints longs.
  const wordBytes = raw?.unit === 'words' && report !== 'bytes' ? raw.sizeBytes : undefined;
  const wanted = { wordBytes, isSizeFound: () => found.length > 0 };
  for (const other of candidates(others, wanted)) {
    if (other.profile === context.profile || !fits(other, dump)) continue;
    const match = matchWith(other, dump);
    found.push(match);
    if (isWhole(match)) break;
  }
  return found.sort((a, b) => score(b) - score(a) || b.compared - a.compared);
}

function* candidates(others: OtherContexts, wanted: Wanted): Iterable<DecodeContext> {
  yield* others(wanted);
  yield* historicContexts();
}

/** A text with few fields agrees with many kernels: that is no match. */
const isWhole = ({ agreeing, compared }: BetterMatch): boolean =>
  compared >= 8 && agreeing === compared;

const score = ({ agreeing, compared }: BetterMatch): number =>
  compared === 0 ? 0 : agreeing / compared;

function matchWith(other: DecodeContext, dump: DumpText): BetterMatch {
  const { reading } = readBest(other, dump);
  const evidence = evidenceOf(reading, dump);
  return {
    profile: other.profile,
    bigEndian: reading.bigEndian,
    agreeing: evidence.filter(({ agrees }) => agrees).length,
    compared: evidence.length,
    pageType: pageTypeOf(reading, dump)?.name ?? null,
    flagNames: reading.flags?.names.map(({ name }) => name) ?? [],
  };
}
