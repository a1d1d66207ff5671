/**
 * Rule: ptl-used-directly
 *
 * Reports a use of the lock word of a page table other than by the ptlock_*() functions, which know
 * whether it holds the lock or points to one.
 */
import type { Expression, MemberExpression } from '../../../language/src/syntax/ast.ts';
import { placeOf } from './support/path-findings.ts';
import type { Finding, Fix, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';
import { linesOf } from './support/statement-text.ts';
import { expressionsAccessing, memdescOf } from './support/written-members.ts';

const meta: RuleMeta = {
  id: 'ptl-used-directly',
  severity: 'info',
  since: '0.1.0',
  summary: 'The lock word of a page table is used directly.',
  needs: 'types',
  fixable: true,
};

const docs: RuleDocs = {
  what: `The member ptl of a page table's descriptor is named outside of the ptlock_*() and pmd_ptlock_*()
functions.`,
  why: `Where a spinlock does not fit in a word (lockdep, PREEMPT_RT), ptl is a pointer to the lock and not
the lock. Code that takes its address works in one configuration and not in the other.`,
  how: `Use ptlock_ptr(), or pte_lockptr() and pmd_lockptr() for the table of an entry.`,
};

export const ptlUsedDirectly: Rule = { meta, docs, check };

const OWN = /^_*(pmd_)?ptlock_/;
const LOCK_WORD = 'ptl';

function check(context: RuleContext): Finding[] {
  const findings = new Map<string, Finding>();
  for (const { definition, expression } of expressionsAccessing(context, [LOCK_WORD])) {
    const name = definition.symbol.name;
    if (OWN.test(name) || !isLockWord(context, expression)) continue;
    const place = placeOf(context, expression.token);
    if (!place) continue;
    const fix = addressFix(context, place.line);
    findings.set(`${place.line}:${place.column}`, {
      rule: meta.id,
      severity: meta.severity,
      message: `ptl holds the lock in some configurations and points to it in others. ptlock_ptr() knows which; use it.`,
      place,
      function: name,
      ...(fix && { fixes: [fix] }),
    });
  }
  return [...findings.values()];
}

function isLockWord(context: RuleContext, e: Expression): e is MemberExpression {
  if (e.kind !== 'member' || e.path[e.path.length - 1]?.name !== LOCK_WORD) return false;
  return memdescOf(context, e) !== undefined;
}

/** `&pt->ptl` becomes `ptlock_ptr(pt)`. */
function addressFix({ unit, file }: RuleContext, line: number): Fix | undefined {
  const text = linesOf(file)[line - 1] ?? '';
  const match = /&(\w+)->ptl\b/.exec(text);
  if (!match || !unit.symbol('ptlock_ptr')) return undefined;
  const column = match.index + 1;
  const endColumn = column + match[0].length;
  const edit = { line, column, endLine: line, endColumn, text: `ptlock_ptr(${match[1]})` };
  return { title: 'Use ptlock_ptr()', isSafe: true, edits: [edit] };
}
