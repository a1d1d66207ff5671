/**
 * Rule: double-destructor
 *
 * Reports a destructor on a table that was destructed before, or never constructed, on the path. Whether
 * the TLB's queue destructs is read from the tree: "destructor, then queue" is right in some kernels and
 * a double destructor in others.
 */
import type { PathEvent } from '../paths/operation.ts';
import { pathFindings, placeOf, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Finding, Fix, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';
import { callStatementAt, lineRemoved } from './support/statement-text.ts';

const meta: RuleMeta = {
  id: 'double-destructor',
  severity: 'error',
  since: '0.1.0',
  summary: 'A destructor runs on a page table that has no constructor to undo.',
  needs: 'paths',
  fixable: true,
};

const docs: RuleDocs = {
  what: `A destructor runs twice on one path, or on a table that was allocated there and never
constructed, or whose constructor failed. A queue that runs the destructor when it is emptied counts.`,
  why: `Where locks are allocated apart, the lock is freed twice or freed without being there, which
corrupts the slab. NR_PAGETABLE goes below what is true.`,
  how: `Keep one destructor for one constructor. If the queue of this tree runs it, queue only; after a
constructor that failed, free only.`,
};

export const doubleDestructor: Rule = { meta, docs, check };

function check(context: RuleContext): Finding[] {
  return pathFindings(context, meta, (event) => {
    const { kind, destructsLater } = event.operation;
    const isDestructor = kind === 'destruct' || (kind === 'queue' && destructsLater === true);
    const why = isDestructor && reason(event);
    return why ? verdict(context, event, why) : undefined;
  });
}

/** Why there is nothing to undo; undefined when there may be. */
function reason({ operation, object }: PathEvent): string | undefined {
  if (object.life === 'destructed')
    return 'a page table whose destructor has run already on this path';
  if (object.life !== 'raw' || operation.kind === 'queue') return undefined;
  return object.constructorFailed
    ? 'a page table whose constructor failed'
    : 'a page table that no constructor ran on';
}

function verdict(context: RuleContext, { operation, object }: PathEvent, why: string): Verdict {
  const queue = operation.kind === 'queue' ? ', which runs the destructor in this tree,' : '';
  return {
    message: `${operation.name}()${queue} is given ${why}. Its lock may be freed twice, and NR_PAGETABLE drops too far. Keep one destructor for one constructor.`,
    related: [
      relatedAt(context, object.destructedAt, 'The destructor ran here.'),
      relatedAt(
        context,
        object.destructedAt < 0 ? object.allocatedAt : -1,
        'It was allocated here.',
      ),
      relatedAt(context, operation.innerToken, 'This is where the destructor is called.'),
    ],
    fixes: [removal(context, operation.kind === 'queue' ? object.destructedAt : operation.token)],
  };
}

function removal(context: RuleContext, token: number): Fix | undefined {
  const place = placeOf(context, token);
  const call = place && callStatementAt(context.file, place.line);
  if (!call || !/dtor$/.test(call.name)) return undefined;
  return { title: `Remove this ${call.name}()`, isSafe: false, edits: [lineRemoved(call)] };
}
