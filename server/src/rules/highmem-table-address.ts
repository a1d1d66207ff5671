/**
 * Rule: highmem-table-address
 *
 * Reports that a table which may lie in high memory is reached by its address, as if the kernel had it
 * mapped.
 */
import { gfpBit } from '../paths/gfp-bits.ts';
import type { PathEvent } from '../paths/operation.ts';
import type { TableObject } from '../paths/table-object.ts';
import { levelOfType } from '../paths/table-types.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'highmem-table-address',
  severity: 'warning',
  since: '0.1.0',
  summary: 'The address of a page table is asked for that may lie in high memory.',
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `A page table is allocated with __GFP_HIGHMEM, and on a path page_address(), ptdesc_address() or
folio_address() is called for it without a look at PageHighMem(). Where the configuration has no high memory,
only direct calls are reported: headers reach all pages by their address there.`,
  why: `High memory has no permanent address in the kernel: the function returns NULL, or the address of
another mapping that is gone soon. On machines without high memory the same code works, so it is not seen
there.`,
  how: `Allocate without __GFP_HIGHMEM, or map the page with kmap_local_page() while it is written to.`,
};

export const highmemTableAddress: Rule = { meta, docs, check };

/** mm/Kconfig */
const CONFIG = 'CONFIG_HIGHMEM';

function check(context: RuleContext) {
  const high = gfpBit(context.unit, 'HIGHMEM');
  if (high === undefined) return [];
  const isConfigured =
    context.unit.preprocessor.macro(context.unit.interner.find(CONFIG)) !== undefined;
  return pathFindings(context, meta, (event) =>
    // Without high memory, headers reach all pages by their address, and rightly.
    isConfigured || event.operation.innerToken === undefined
      ? judge(context, event, high)
      : undefined,
  );
}

function judge(
  context: RuleContext,
  { operation, object }: PathEvent,
  high: bigint,
): Verdict | undefined {
  if (operation.kind !== 'address' || object.origin.kind !== 'allocated') return undefined;
  const { gfp, marks, allocatedAt } = object;
  if (!isTable(object)) return undefined;
  if (typeof gfp !== 'bigint' || (gfp & high) === 0n || marks.asked !== undefined) return undefined;
  return {
    message: `${operation.name}() has no address for a page in high memory, where this one may lie. Map it with kmap_local_page(), or allocate it without __GFP_HIGHMEM.`,
    related: [relatedAt(context, allocatedAt, 'It is allocated here, with __GFP_HIGHMEM.')],
  };
}

/** Other pages in high memory are the business of others. */
function isTable({ family, constructedAt, tableType }: TableObject): boolean {
  return family === 'pagetable' || constructedAt >= 0 || levelOfType(tableType) !== undefined;
}
