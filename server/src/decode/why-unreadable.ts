import type { DecodeContext, OtherContexts } from './decode-page.ts';
import type { DumpText } from './dump-text.ts';
import { pageOfMembers } from './page-of-members.ts';
import { isCut, whySize } from './read-best.ts';
import { fittingContexts } from './search-match.ts';

/** Why a dump has no reading in this tree, as one line; undefined when it has one. */
export function whyUnreadable(
  context: DecodeContext,
  dump: DumpText,
  others: OtherContexts,
): string | undefined {
  const { raw, members } = dump;
  if (members) {
    const { uncovered } = pageOfMembers(context, members);
    return uncovered.length === 0
      ? undefined
      : `The text is a struct page without ${uncovered.join(', ')}: its end is missing, or it is another kernel's.`;
  }
  if (raw === null) return whyNothing(dump);
  const why = whySize(context, dump, raw);
  if (why === undefined || isCut(dump, raw)) return why;
  return `${why}${fitText(context, dump, others)}`;
}

function whyNothing(dump: DumpText): string {
  if (dump.isPoisoned)
    return 'This struct page is uninitialised (its flags are PAGE_POISON_PATTERN), so the kernel printed no bytes of it.';
  return 'The text has no "raw:" lines, which hold the bytes of struct page.';
}

function fitText(context: DecodeContext, dump: DumpText, others: OtherContexts): string {
  const [best] = fittingContexts(context, dump, others);
  if (!best) return '';
  const { profile, agreeing, compared } = best;
  return ` Of what is at hand ${profile} fits best (${agreeing} of ${compared} fields agree).`;
}
