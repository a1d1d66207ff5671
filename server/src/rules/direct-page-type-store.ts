/**
 * Rule: direct-page-type-store
 *
 * Reports an assignment to the word that holds a page's type. The type has functions of its own, which
 * check what the page was before; the word is shared with the count of mappings.
 */
import type { Expression } from '../../../language/src/syntax/ast.ts';
import { placeOf } from './support/path-findings.ts';
import type { Finding, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';
import { expressionsNaming, memdescOf } from './support/written-members.ts';

const meta: RuleMeta = {
  id: 'direct-page-type-store',
  severity: 'info',
  since: '0.1.0',
  summary: 'The word of the page type is assigned to directly.',
  needs: 'types',
  fixable: false,
};

const docs: RuleDocs = {
  what: `page_type, or its name in a memdesc, is the target of an assignment outside of the header that
defines page types (include/linux/page-flags.h).`,
  why: `The same four bytes count the mappings of a page that has no type. The functions of page-flags.h
check in debug kernels that the page had no other type; an assignment overwrites it.`,
  how: `Use __SetPage…() and __ClearPage…(), or their folio forms.`,
};

export const directPageTypeStore: Rule = { meta, docs, check };

const NAMES = ['page_type', '__page_type'];
const HOME = /(^|\/)include\/linux\/page-flags\.h$/;

function check(context: RuleContext): Finding[] {
  if (HOME.test(context.file.path)) return [];
  const findings = new Map<string, Finding>();
  for (const { definition, expression } of expressionsNaming(context, NAMES)) {
    const place = isTypeStore(context, expression) && placeOf(context, expression.left.token);
    if (!place) continue;
    findings.set(`${place.line}:${place.column}`, {
      rule: meta.id,
      severity: meta.severity,
      message: `This assigns to the word of the page type, which also counts mappings. The functions of page-flags.h check what the page was before; use them.`,
      place,
      function: definition.symbol.name,
    });
  }
  return [...findings.values()];
}

function isTypeStore(context: RuleContext, e: Expression): e is Expression & { kind: 'assign' } {
  if (e.kind !== 'assign' || e.left.kind !== 'member') return false;
  const name = e.left.path[e.left.path.length - 1]?.name ?? '';
  return NAMES.includes(name) && memdescOf(context, e.left) !== undefined;
}
