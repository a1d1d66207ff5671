/**
 * Rule: wrong-level
 *
 * Reports a table that was constructed for one level and then used or destructed as another. What an
 * address has for a type says nothing here: folded levels use one table under several names.
 */
import type { PathEvent } from '../paths/operation.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'wrong-level',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A page table is constructed for one level and used or destructed as another.',
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `On one path a table is constructed by the function of one level, and then an entry of another level
is made to point to it, or the destructor of another level runs.`,
  why: `Only a pmd table keeps a list of tables put aside, and only its functions set it up and check that
it is empty. Where locks are split for one level and not for the other, the table has a lock that no one
takes, or none where one is taken.`,
  how: `Use the constructor and the destructor of the level at which the table is.`,
};

export const wrongLevel: Rule = { meta, docs, check };

function check(context: RuleContext) {
  return pathFindings(context, meta, (event) => judge(context, event));
}

function judge(context: RuleContext, { operation, object }: PathEvent): Verdict | undefined {
  const { kind, level, name } = operation;
  if (kind !== 'populate' && kind !== 'destruct') return undefined;
  if (object.life !== 'constructed' || object.level === undefined) return undefined;
  if (level === undefined || level === object.level) return undefined;
  const what =
    kind === 'destruct'
      ? `${name}() is the destructor of a ${level} table`
      : `${name}() makes it a ${level} table`;
  return {
    message: `This table was constructed as a ${object.level} table, and ${what}. The levels differ in what their constructors set up. Use the one of the table's level.`,
    related: [relatedAt(context, object.constructedAt, `Constructed as a ${object.level} table.`)],
  };
}
