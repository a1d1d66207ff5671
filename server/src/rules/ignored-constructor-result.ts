/**
 * Rule: ignored-constructor-result
 *
 * Reports a constructor that can fail, called as a statement. Documentation/mm/split_page_table_lock.rst
 * asks every caller to handle the failure.
 */

import { ROOTS } from '../../../emulator/src/kernel-functions/kernel-functions.ts';
import type { CallExpression, Expression, Statement } from '../../../language/src/syntax/ast.ts';
import { statementsIn } from '../../../language/src/syntax/statements-in.ts';
import { visitStatement } from '../../../language/src/syntax/visit.ts';
import { resolve } from '../../../language/src/types/types.ts';
import { placeOf } from './support/path-findings.ts';
import type {
  Finding,
  Rule,
  RuleContext,
  RuleDocs,
  RuleExamples,
  RuleMeta,
} from './support/rule.ts';

const meta: RuleMeta = {
  id: 'ignored-constructor-result',
  severity: 'error',
  since: '0.1.0',
  summary: 'Nobody looks whether the constructor of a page table failed.',
  needs: 'types',
  fixable: false,
};

const docs: RuleDocs = {
  what: `A constructor that returns whether it succeeded is called as a statement of its own. A cast to
void says that this is meant.`,
  why: `Where a spinlock does not fit in a word (lockdep, PREEMPT_RT), the constructor allocates the
table's lock and can fail. The table is then used without a lock: the first pte_offset_map_lock()
follows a null pointer.`,
  how: `Test the result. On failure free the table without running the destructor, and return the error.`,
};

const examples: RuleExamples = {
  flagged: [
    {
      title: 'A statement of its own',
      code: `
void f(struct page *page)
{
	pagetable_pte_ctor(page_ptdesc(page));
}`,
    },
    {
      title: 'In a branch',
      code: `
enum { TABLE_PTE, TABLE_PMD };
void *f(int type, struct ptdesc *pt)
{
	if (type == TABLE_PTE)
		pagetable_pte_ctor(pt);
	return ptdesc_address(pt);
}`,
    },
    {
      title: 'In a loop, with the mm of newer kernels',
      late: true,
      code: `
void f(struct mm_struct *mm, struct ptdesc *tables[], int count)
{
	int i;

	for (i = 0; i < count; i++)
		pagetable_pmd_ctor(mm, tables[i]);
}`,
    },
  ],
  clean: [
    {
      title: 'A constructor that cannot fail',
      code: 'void f(struct ptdesc *pt) { pagetable_pud_ctor(pt); }',
    },
    {
      title: 'Tested by BUG_ON() and WARN_ON()',
      code: `
void f(struct ptdesc *pt) { BUG_ON(!pagetable_pte_ctor(pt)); }
int g(struct ptdesc *pt) { return WARN_ON(!pagetable_pmd_ctor(pt)) ? -1 : 0; }`,
    },
    {
      title: 'Tested in a chain, or later',
      code: `
struct ptdesc *f(struct ptdesc *pt)
{
	if (!pt || !pagetable_pte_ctor(pt))
		return NULL;
	return pt;
}
bool g(struct ptdesc *pt)
{
	bool ok = pagetable_pte_ctor(pt);

	return ok;
}`,
    },
    { title: 'Passed on', code: 'bool f(struct ptdesc *pt) { return pagetable_pmd_ctor(pt); }' },
  ],
};

export const ignoredConstructorResult: Rule = { meta, docs, examples, check };

function check(context: RuleContext): Finding[] {
  const findings: Finding[] = [];
  for (const { definition } of context.paths.inFile(context.file))
    for (const call of ignoredCalls(context.unit.body(definition))) {
      const name = constructorName(context, call);
      const place = name === undefined ? undefined : placeOf(context, call.callee.token);
      if (!place) continue;
      findings.push({
        rule: meta.id,
        severity: meta.severity,
        message: `${name}() can fail, and nobody looks whether it did: the table is then used without its lock. Test the result, and on failure free the table without the destructor.`,
        place,
        function: definition.symbol.name,
      });
    }
  return findings;
}

function constructorName({ unit }: RuleContext, call: CallExpression): string | undefined {
  if (call.callee.kind !== 'identifier' || resolve(call.type).kind === 'void') return undefined;
  const name = unit.interner.text(call.callee.nameId);
  return ROOTS.get(name)?.kind === 'construct' ? name : undefined;
}

/** The calls whose values go nowhere, those inside statement expressions included. */
function ignoredCalls(body: Statement): CallExpression[] {
  const calls: CallExpression[] = [];
  const add = (e: Expression): void => {
    if (e.kind === 'call') calls.push(e);
    if (e.kind === 'comma') add(e.right);
  };
  const addStatements = (s: Statement, isValue: boolean): void => {
    const list = [...statementsIn(s)];
    list.forEach((inner, index) => {
      if (inner.kind === 'expression' && !(isValue && index === list.length - 1))
        add(inner.expression);
    });
  };
  addStatements(body, false);
  visitStatement(body, (e) => {
    if (e.kind === 'comma') add(e.left);
    if (e.kind === 'statementExpression') addStatements(e.body, true);
  });
  return calls;
}
