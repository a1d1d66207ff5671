/**
 * Rule: lock-without-constructor
 *
 * Reports that the lock of a table is taken before its constructor made it, or after its destructor
 * gave it back.
 */
import type { PathEvent } from '../paths/operation.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'lock-without-constructor',
  severity: 'warning',
  since: '0.1.0',
  summary: 'The lock of a page table is asked for while there is none.',
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `ptlock_ptr() is called for a table that was allocated on the same path and not constructed, whose
constructor failed, or whose destructor ran.`,
  why: `The constructor makes the lock and the destructor gives it back. Where locks are allocated apart
(lockdep, PREEMPT_RT) the pointer is null before, and points to freed memory after; elsewhere the lock was
never initialised.`,
  how: `Take the lock between the constructor and the destructor.`,
};

export const lockWithoutConstructor: Rule = { meta, docs, check };

function check(context: RuleContext) {
  return pathFindings(context, meta, (event) => judge(context, event));
}

function judge(context: RuleContext, { operation, object }: PathEvent): Verdict | undefined {
  if (operation.kind !== 'lock') return undefined;
  const { life, origin, constructorFailed, allocatedAt, destructedAt } = object;
  if (life === 'destructed') {
    return {
      message: `The destructor of this table has already given its lock back. Release the lock before the destructor runs.`,
      related: [relatedAt(context, destructedAt, 'The destructor runs here.')],
    };
  }
  if (life !== 'raw' || origin.kind !== 'allocated') return undefined;
  const why = constructorFailed ? 'its constructor failed' : 'its constructor has not run';
  return {
    message: `This table has no lock: ${why}. Take the lock once the constructor has succeeded.`,
    related: [relatedAt(context, allocatedAt, 'It is allocated here, raw.')],
  };
}
