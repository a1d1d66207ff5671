/**
 * Rule: use-after-free-or-queue
 *
 * Reports what is done to a table after it was freed, or after it was handed to someone who frees it
 * when the TLB is flushed or a grace period ends.
 */
import type { PathEvent } from '../paths/operation.ts';

import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Finding, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';
import { isTable } from './support/table-objects.ts';

const meta: RuleMeta = {
  id: 'use-after-free-or-queue',
  severity: 'error',
  since: '0.1.0',
  summary: 'A page table is used after it was freed or queued to be freed.',
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `After a table was freed, queued with tlb_remove_*() or given to call_rcu(), the same path reads or
writes its entries or its descriptor, runs its constructor or destructor, makes an entry point to it, or
frees it again.`,
  why: `The memory may belong to someone else already. A queued table is freed at a time that the path
does not decide; its list word is also the word of the queue and of RCU.`,
  how: `Do what has to be done before the table goes, and let nothing name it afterwards.`,
};

export const useAfterFreeOrQueue: Rule = {
  meta,
  docs,
  check,
};

function check(context: RuleContext): Finding[] {
  return pathFindings(context, meta, (event) => {
    const { object } = event;
    const isGone = object.life === 'freed' || object.life === 'queued';
    const what = isGone && isTable(object) ? whatHappens(event) : undefined;
    return what === undefined ? undefined : verdict(context, event, what);
  });
}

function whatHappens({ operation }: PathEvent): string | undefined {
  switch (operation.kind) {
    case 'use':
      return 'is used';
    case 'construct':
    case 'destruct':
      return `is given to ${operation.name}()`;
    case 'populate':
      return 'is put into an entry';
    case 'free':
    case 'queue':
      return `is freed again, by ${operation.name}()`;
    default:
      return undefined;
  }
}

function verdict(context: RuleContext, { operation, object }: PathEvent, what: string): Verdict {
  const gone = object.life === 'queued' ? 'queued to be freed' : 'freed';
  return {
    message: `A page table that was ${gone} on this path ${what}. Its memory may have another owner by now. Do this before the table goes.`,
    related: [
      relatedAt(context, object.goneAt, `The table was ${gone} here.`),
      relatedAt(context, operation.innerToken, 'This is where it happens.'),
    ],
  };
}
