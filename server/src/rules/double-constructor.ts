/**
 * Rule: double-constructor
 *
 * Reports a constructor on a table that is constructed already on the path: a loop over the parts of one
 * page, or a caller and a callee that both do it.
 */
import { pathFindings, placeOf, relatedAt } from './support/path-findings.ts';
import type { Finding, Fix, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';
import { callStatementAt, lineRemoved } from './support/statement-text.ts';

const meta: RuleMeta = {
  id: 'double-constructor',
  severity: 'error',
  since: '0.1.0',
  summary: 'A constructor runs on a page table that is constructed already.',
  needs: 'paths',
  fixable: true,
};

const docs: RuleDocs = {
  what: `On one path two constructors run on the same table, with no destructor in between. The second may
be in a loop over the fragments of one page, or in a function that is called.`,
  why: `The lock is initialised again while it may be held, and where locks are allocated apart the first
one leaks. NR_PAGETABLE counts the table twice. Only kernels with DEBUG_VM notice, and not always.`,
  how: `Construct a table once, by its first user: outside of the loop, or in the caller or the callee.`,
};

export const doubleConstructor: Rule = { meta, docs, check };

function check(context: RuleContext): Finding[] {
  return pathFindings(context, meta, ({ operation, object }) => {
    if (operation.kind !== 'construct' || object.life !== 'constructed') return undefined;
    return {
      message: `${operation.name}() runs on a page table whose constructor has run already on this path. Its lock is initialised again, and it is counted twice. Construct it once.`,
      related: [
        relatedAt(context, object.constructedAt, 'It was constructed here.'),
        relatedAt(context, operation.innerToken, 'The constructor is called here.'),
      ],
      fixes: [
        object.constructedAt === operation.token ? undefined : removal(context, operation.token),
      ],
    };
  });
}

/** Takes the second call away, when it is a statement whose result no one wants. */
function removal(context: RuleContext, token: number): Fix | undefined {
  const place = placeOf(context, token);
  const call = place && callStatementAt(context.file, place.line);
  if (!call) return undefined;
  return { title: `Remove the second ${call.name}()`, isSafe: false, edits: [lineRemoved(call)] };
}
