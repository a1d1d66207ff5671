/**
 * Rule: typed-page-mapped
 *
 * Reports a page that gets a page type, or is a page table or slab memory, and is mapped into user
 * memory.
 */
import type { PathEvent } from '../paths/operation.ts';
import { levelOfType } from '../paths/table-types.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'typed-page-mapped',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A page with a page type is mapped into user memory.',
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `vm_insert_page() is given a page whose page type was set on the same path, a page table, or memory
from a slab cache.`,
  why: `The page type lies over the count of mappings. vm_insert_page() refuses such a page with -EINVAL;
where kernels did not look, mapping it changed the type. A page type for the pages of network pools once
broke receiving without copies for that reason.`,
  how: `Map pages without a type: keep what the type says elsewhere, or allocate whole pages.`,
};

export const typedPageMapped: Rule = { meta, docs, check };

function check(context: RuleContext) {
  return pathFindings(context, meta, (event) => judge(context, event));
}

function judge(context: RuleContext, { operation, object }: PathEvent): Verdict | undefined {
  if (operation.kind !== 'map') return undefined;
  const { life, marks, family, tableType, allocatedAt, constructedAt } = object;
  const say = (what: string, token: number | undefined, where: string): Verdict => ({
    message: `${operation.name}() maps ${what}, and its page type lies over the count of mappings. Map a page that has none.`,
    related: [relatedAt(context, token, where)],
  });
  if (marks.typed !== undefined) return say('a page with a type', marks.typed, 'It is set here.');
  if (family === 'slab') return say('slab memory', allocatedAt, 'It is allocated here.');
  if (life === 'constructed') return say('a page table', constructedAt, 'It is constructed here.');
  // A pgtable_t is a page for some other use often enough.
  const isTable = tableType !== 'pgtable_t' && levelOfType(tableType) !== undefined;
  return isTable ? say('a page table', undefined, '') : undefined;
}
