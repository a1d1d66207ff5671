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
import type { Finding, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'ignored-constructor-result',
  severity: 'error',
  since: '0.1.0',
  summary: 'No one looks whether the constructor of a page table failed.',
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

export const ignoredConstructorResult: Rule = { meta, docs, check };

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
        message: `The result of ${name}() is ignored. When it fails, the table is used without its lock. Check the result, and on failure free the table without running the destructor.`,
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
