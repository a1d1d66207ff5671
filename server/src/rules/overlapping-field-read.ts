/**
 * Rule: overlapping-field-read
 *
 * Reports a field of a page's descriptor that is read after another field was stored to in the same
 * bytes.
 */
import { type MemdescModel, PAGE_RECORD } from '../memdesc/memdesc.ts';
import { overlapsStored } from '../paths/apply-operation.ts';
import type { PathEvent } from '../paths/operation.ts';
import type { DescriptorField } from '../paths/table-object.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'overlapping-field-read',
  severity: 'info',
  since: '0.1.0',
  summary: 'A field is read after another was stored in its bytes.',
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `On one path a field of struct page or of a memdesc is stored to, and then another field of the same
page is read that lies in the same bytes: of another memdesc, or of another member of a union. Fields that an
assertion ties together are one. What comes after a call that was given the page or the address of the field
is left alone: it may have stored something.`,
  why: `What is read is not what anybody put there under that name. A flag of network packets was kept in
a word of struct page that was sometimes a mapping, and packets were dropped; two uses of the private word
of the same page were noticed in review.`,
  how: `Read the field that was stored, or store to the other after the first is no longer needed.`,
};

export const overlappingFieldRead: Rule = {
  meta,
  docs,
  check,
};

function check(context: RuleContext) {
  return pathFindings(context, meta, (event) => judge(context, event));
}

function judge(context: RuleContext, { operation, object }: PathEvent): Verdict | undefined {
  const { kind, field } = operation;
  const { stored } = object;
  if (kind !== 'use' || !field || !stored) return undefined;
  if (!overlapsStored(object, operation) || areTied(context.model, field, stored)) return undefined;
  return {
    message: `${field.name} of ${field.record} lies in the bytes of ${stored.name} of ${stored.record}, which was stored to on this path. What is read here was never put there. Use one of them.`,
    related: [relatedAt(context, stored.token, `${stored.name} is stored to here.`)],
  };
}

/** Both stand for one field of struct page, as an assertion says. */
function areTied(model: MemdescModel, a: DescriptorField, b: DescriptorField): boolean {
  const [first, second] = [pagePaths(model, a), pagePaths(model, b)];
  return first.some((path) => second.includes(path));
}

function pagePaths({ memdescs }: MemdescModel, { record, name }: DescriptorField): string[] {
  if (record === PAGE_RECORD) return [name];
  const pairs = memdescs.find((memdesc) => memdesc.record === record)?.pairs ?? [];
  return pairs.flatMap(({ path, pagePath, pageIndex }) =>
    path === name && pageIndex === 0 ? [pagePath] : [],
  );
}
