/**
 * Rule: untested-allocation
 *
 * Reports memory for a page table that is used before anybody looked whether there was any.
 */
import { pathFindings, relatedAt } from './support/path-findings.ts';
import type { Finding, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'untested-allocation',
  severity: 'error',
  since: '0.1.0',
  summary: 'Memory for a page table is used without a look whether there was any.',
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `An allocation may give NULL. On the path on which it does, what it gave is constructed, linked, put
on a list or read before anybody has tested it.`,
  why: `Memory is short exactly when page tables are needed most; a constructor or an entry that is given
NULL takes the kernel down.`,
  how: `Test the result right after the allocation, and return the error.`,
};

export const untestedAllocation: Rule = { meta, docs, check };

function check(context: RuleContext): Finding[] {
  return pathFindings(context, meta, ({ operation, object }) => {
    if (operation.kind !== 'missed-failure') return undefined;
    const what = operation.name === '' ? 'is used' : `is given to ${operation.name}()`;
    return {
      message: `What the allocation gave ${what}, and nobody has looked whether it is NULL. Test it first.`,
      related: [relatedAt(context, object.allocatedAt, 'It is allocated here, and may be NULL.')],
    };
  });
}
