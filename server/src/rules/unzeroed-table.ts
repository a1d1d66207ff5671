/**
 * Rule: unzeroed-table
 *
 * Reports a table that goes into use with whatever its memory held before.
 */
import { gfpBit } from '../paths/gfp-bits.ts';
import type { PathEvent } from '../paths/operation.ts';
import { lineFix } from './support/line-fix.ts';
import { pathFindings, placeOf, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Fix, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'unzeroed-table',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A page table goes into use with what its memory held before.',
  needs: 'paths',
  fixable: true,
};

const docs: RuleDocs = {
  what: `A table is allocated with flags that are known and lack __GFP_ZERO, and on a path nothing is written
to its memory, nor is it given to another function that might, before an entry is made to point to it.`,
  why: `The machine takes what is left in the memory for entries: whoever owns the address space may reach
any page through them, and freeing the table walks into them.`,
  how: `Allocate it with __GFP_ZERO, as GFP_PGTABLE_USER does, or fill it first.`,
};

export const unzeroedTable: Rule = { meta, docs, check };

function check(context: RuleContext) {
  const zero = gfpBit(context.unit, 'ZERO');
  if (zero === undefined) return [];
  return pathFindings(context, meta, (event) => judge(context, event, zero));
}

function judge(
  context: RuleContext,
  { operation, object }: PathEvent,
  zero: bigint,
): Verdict | undefined {
  if (operation.kind !== 'populate' || object.origin.kind !== 'allocated') return undefined;
  const { gfp, marks, family, allocatedAt } = object;
  if (family !== 'pagetable' && family !== 'page') return undefined;
  if (typeof gfp !== 'bigint' || (gfp & zero) !== 0n || marks.filled !== undefined)
    return undefined;
  return {
    message: `This makes an entry point to a table that still holds what was in its memory before. Allocate it with __GFP_ZERO, or fill it first.`,
    related: [relatedAt(context, allocatedAt, 'It is allocated here, without __GFP_ZERO.')],
    fixes: [zeroFix(context, allocatedAt)],
  };
}

/** Adds the flag where the call's text shows the flags as its own first or only argument. */
function zeroFix(context: RuleContext, token: number): Fix | undefined {
  const how = { title: 'Allocate it with __GFP_ZERO', isSafe: false };
  const place = placeOf(context, token);
  return (
    lineFix(context, place, /((?:pagetable_alloc|alloc_pages?|__get_free_pages?)\()(GFP_\w+)/, {
      ...how,
      by: '$1$2 | __GFP_ZERO',
    }) ?? lineFix(context, place, /(\w+\(\w+, )(GFP_\w+)\)/, { ...how, by: '$1$2 | __GFP_ZERO)' })
  );
}
