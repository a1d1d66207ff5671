/**
 * Rule: field-of-another-view
 *
 * Reports a field of struct page or struct folio that is used of a page which is another memdesc, beyond
 * doubt, where that memdesc keeps something of its own in the same bytes.
 */
import type { Expression, MemberExpression } from '../../../language/src/syntax/ast.ts';
import type { FunctionDefinition } from '../../../language/src/syntax/symbols.ts';
import { pointedRecord } from '../memdesc/conversions.ts';
import { type Memdesc, type MemdescField, PAGE_RECORD } from '../memdesc/memdesc.ts';
import { memberOffsetBits } from '../paths/member-offset.ts';
import { isNull, valuesOf } from './support/local-values.ts';
import { relatedAt } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';
import { TablePages } from './support/table-pages.ts';
import { findingsAmong } from './support/typed-findings.ts';
import { expressionsAccessing, memdescOf } from './support/written-members.ts';

const meta: RuleMeta = {
  id: 'field-of-another-view',
  severity: 'info',
  since: '0.1.0',
  summary: "A page's field is used where a memdesc keeps something else.",
  needs: 'types',
  fixable: false,
};

const docs: RuleDocs = {
  what: `A pointer to struct page or struct folio was made of a slab, of a page table's descriptor, or of
another memdesc, and a field is named through it in whose bytes that memdesc has a field of its own. Setting
it to 0 is left alone, as that is how memory is made ready to be freed; so are fields that an assertion ties
together, and a table's private word, which has a rule of its own.`,
  why: `The value has another meaning there: a list of slabs was once taken for the mapping of a movable
page, because a poisoned list pointer has the same low bits.`,
  how: `Use the memdesc's own field, or ask first what the page is.`,
};

export const fieldOfAnotherView: Rule = { meta, docs, check };

function check(context: RuleContext) {
  const owners = new Map(
    context.model.memdescs.filter(isOwner).map((memdesc) => [memdesc.record, memdesc]),
  );
  const table = new TablePages(context).record;
  const cleared = new WeakSet<Expression>();
  const names = new Set(namesOf(context));
  const accesses = expressionsAccessing(context, [...names]);
  return findingsAmong(context, meta, accesses, ({ definition, expression: e }) => {
    if (e.kind === 'assign' && isNull(e.right)) cleared.add(e.left);
    if (e.kind !== 'member' || !e.arrow || cleared.has(e) || !isPageField(context, e)) return;
    const name = e.path.at(-1)?.name ?? '';
    if (!names.has(name)) return;
    const owner = owners.get(madeOf(context, definition, e.object, owners) ?? '');
    if (!owner || (name === 'private' && owner.record === table)) return;
    const field = fieldThere(context, e, owner);
    if (!field || field.spelled === name) return;
    return {
      token: e.token,
      message: `This page is a ${owner.record}, which keeps ${field.spelled} in the bytes of ${name}. Use that field, or ask first what the page is.`,
      related: [
        field.declared
          ? { ...field.declared, message: `${field.spelled} is declared here.` }
          : relatedAt(context, undefined, ''),
      ],
    };
  });
}

/** A memdesc of one page; a folio is a page by another name. */
function isOwner({ kind, fields }: Memdesc): boolean {
  return kind === 'overlay' && !fields.some(({ isPage }) => isPage);
}

function namesOf({ model }: RuleContext): string[] {
  const pages = model.memdescs.filter((memdesc) => !isOwner(memdesc));
  const fields = [model.page, ...pages].flatMap((record) => record.fields);
  return fields.flatMap(({ depth, isPage, spelled }) => (depth === 0 && !isPage ? [spelled] : []));
}

function isPageField(context: RuleContext, e: MemberExpression): boolean {
  const record = memdescOf(context, e);
  if (record === PAGE_RECORD) return true;
  return context.model.memdescs.some(
    (m) => m.record === record && m.kind === 'overlay' && !isOwner(m),
  );
}

type Owners = ReadonlyMap<string, Memdesc>;

/** The memdesc of which a pointer to a page was made, and nothing else can have been. */
function madeOf(
  context: RuleContext,
  definition: FunctionDefinition,
  e: Expression,
  owners: Owners,
): string | undefined {
  if (e.kind !== 'identifier') return madeHere(context, e, owners);
  if (e.symbol?.kind !== 'object' || !e.symbol.local) return undefined;
  const values = valuesOf(context, definition, e.symbol)?.filter((value) => !isNull(value)) ?? [];
  const made = new Set(values.map((value) => madeHere(context, value, owners)));
  const [only] = made;
  return made.size === 1 ? only : undefined;
}

function madeHere(context: RuleContext, e: Expression, owners: Owners): string | undefined {
  if (e.kind === 'generic') return e.chosen && madeHere(context, e.chosen.expression, owners);
  if (e.kind === 'cast') {
    const from = pointedRecord(e.operand.type);
    return from !== undefined && owners.has(from) ? from : madeHere(context, e.operand, owners);
  }
  if (e.kind !== 'call' || e.callee.kind !== 'identifier') return undefined;
  const name = e.callee.symbol?.name;
  const from = context.model.conversions.find((c) => c.name === name)?.from ?? '';
  return owners.has(from) ? from : undefined;
}

/** The memdesc's own field in the bytes of a page's; what starts with _ only keeps a place. */
function fieldThere(
  { unit }: RuleContext,
  e: MemberExpression,
  { fields, pairs }: Memdesc,
): MemdescField | undefined {
  const start = memberOffsetBits(unit, e);
  const sizeBytes = unit.sizeBytes(e.type);
  if (start === undefined || sizeBytes === undefined) return undefined;
  const end = start + sizeBytes * 8;
  const name = e.path.at(-1)?.name;
  const isTied = pairs.some((p) => p.pageIndex === 0 && p.pagePath === name);
  if (isTied) return undefined;
  return fields.find(
    ({ depth, spelled, offsetBits, sizeBits }) =>
      depth === 0 && !spelled.startsWith('_') && offsetBits < end && start < offsetBits + sizeBits,
  );
}
