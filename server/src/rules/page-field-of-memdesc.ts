/**
 * Rule: page-field-of-memdesc
 *
 * Reports a field that one memdesc has taken over from struct page under the same name, used through
 * struct page.
 */
import { type Memdesc, PAGE_RECORD } from '../memdesc/memdesc.ts';
import { placeOf } from './support/path-findings.ts';
import type { Finding, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';
import { expressionsAccessing, memdescOf } from './support/written-members.ts';

const meta: RuleMeta = {
  id: 'page-field-of-memdesc',
  severity: 'info',
  since: '0.1.0',
  summary: "A memdesc's own field is used through struct page.",
  needs: 'types',
  fixable: false,
};

const docs: RuleDocs = {
  what: `A field is named through struct page, and of all memdescs exactly one asserts anything about it: that
its own field of the same name lies there. The pages of a network pool and struct netmem_desc are an
example.`,
  why: `The field is in struct page only until everybody uses the memdesc. Code that takes it from any page
reads what someone else keeps there: a pool once recycled pages that were not its own.`,
  how: `Convert the page to the memdesc, and check that it is one.`,
};

export const pageFieldOfMemdesc: Rule = { meta, docs, check };

function check(context: RuleContext): Finding[] {
  const owners = ownersByName(context);
  if (owners.size === 0) return [];
  const findings = new Map<string, Finding>();
  for (const { definition, expression } of expressionsAccessing(context, [...owners.keys()])) {
    if (expression.kind !== 'member' || memdescOf(context, expression) !== PAGE_RECORD) continue;
    const name = expression.path.at(-1)?.name ?? '';
    const owner = owners.get(name);
    const place = owner && placeOf(context, expression.token);
    if (!owner || !place) continue;
    findings.set(`${place.line}:${place.column}`, {
      rule: meta.id,
      severity: meta.severity,
      message: `${name} belongs to ${owner.record} in this tree. Any page has these bytes, and others keep something else there. Convert the page, and check what it is.`,
      place,
      function: definition.symbol.name,
      related: [{ ...owner.declared, message: `${owner.record} is declared here.` }],
    });
  }
  return [...findings.values()];
}

/** The fields that exactly one memdesc asserts anything about, which calls them by the same name. */
function ownersByName({ model }: RuleContext): Map<string, Memdesc> {
  const asserting = new Map<string, Set<Memdesc>>();
  const named = new Map<string, Memdesc>();
  for (const memdesc of model.memdescs.filter(({ kind }) => kind === 'overlay')) {
    for (const { path, pagePath, pageIndex } of memdesc.pairs) {
      asserting.set(pagePath, (asserting.get(pagePath) ?? new Set()).add(memdesc));
      if (path === pagePath && pageIndex === 0 && memdesc.pages <= 1) named.set(path, memdesc);
    }
  }
  return new Map([...named].filter(([name]) => asserting.get(name)?.size === 1));
}
