/**
 * Rule: wrong-level
 *
 * Reports a table that was constructed for one level and then used or destructed as another. Of what an
 * address has for a type only the lower levels count: folded ones use one table under several names.
 */
import type { PathEvent } from '../paths/operation.ts';
import { levelOfType } from '../paths/table-types.ts';
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
  if (object.life === 'unknown') return byType(operation, object);
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

/** Types that name one level, whatever is folded. */
const SURE: ReadonlySet<string> = new Set(['pgtable_t', 'pmd_t', 'pud_t']);

/**
 * A destructor on a table whose level is in the type of an argument or of what an entry gave. Upper levels
 * may be folded, and a pte_t pointer is also what there is for large pages of any level.
 */
function byType(
  { kind, level, name, innerToken }: PathEvent['operation'],
  { origin, tableType }: PathEvent['object'],
): Verdict | undefined {
  if (kind !== 'destruct' || innerToken !== undefined) return undefined;
  if (origin.kind !== 'parameter' && origin.kind !== 'entry') return undefined;
  const own = SURE.has(tableType ?? '') ? levelOfType(tableType) : undefined;
  if (level === undefined || own === undefined || level === own) return undefined;
  return {
    message: `This is a ${own} table by its type, and ${name}() is the destructor of a ${level} table. The levels differ in what their destructors check and free. Use the one of the table's level.`,
    related: [],
  };
}
