/**
 * Rule: constructed-for-kernel
 *
 * Reports a table that was constructed for the kernel's own address space, which gives it no lock, and
 * is then used as one that has a lock.
 */
import type { PathEvent } from '../paths/operation.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'constructed-for-kernel',
  severity: 'warning',
  since: '0.1.0',
  summary: "A table that was constructed for init_mm is used as a user's.",
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `In a tree whose constructors take the address space, one is given &init_mm, and on the same path
the table goes into another address space, or its lock is asked for.`,
  why: `The kernel's own tables are constructed without a lock, as no one takes it. A user's table without
one is locked by a pointer that is null where locks are allocated apart, and by a word that no one
initialised elsewhere.`,
  how: `Construct the table for the address space that it goes into.`,
};

export const constructedForKernel: Rule = { meta, docs, check };

function check(context: RuleContext) {
  return pathFindings(context, meta, (event) => judge(context, event));
}

function judge(context: RuleContext, { operation, object }: PathEvent): Verdict | undefined {
  const { lockless } = object.marks;
  if (lockless === undefined || object.life !== 'constructed') return undefined;
  const what = useOfLock(operation);
  if (what === undefined) return undefined;
  return {
    message: `This table has no lock, as it was constructed for init_mm, and it ${what}. Construct it for the address space that it belongs to.`,
    related: [relatedAt(context, lockless, 'It is constructed here.')],
  };
}

function useOfLock({ kind, isKernelMm }: PathEvent['operation']): string | undefined {
  if (kind === 'lock') return 'is locked here';
  return kind === 'populate' && !isKernelMm ? 'goes into another address space here' : undefined;
}
