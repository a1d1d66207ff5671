/**
 * Rule: tail-as-memdesc
 *
 * Reports a conversion of "some pages further on" to a memdesc by a plain cast: if the pages are one
 * larger page, that is its tail, which has no descriptor.
 */
import { P_PLUS } from '../../../language/src/lexer/spellings.ts';
import type { CastExpression, Expression } from '../../../language/src/syntax/ast.ts';
import { pointedRecord } from '../memdesc/conversions.ts';
import { PAGE_RECORD } from '../memdesc/memdesc.ts';
import { overlayRecords } from '../memdesc/record-sets.ts';
import { placeOf } from './support/path-findings.ts';
import type { Finding, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'tail-as-memdesc',
  severity: 'info',
  since: '0.1.0',
  summary: 'What may be a tail page is converted to a memdesc.',
  needs: 'types',
  fixable: false,
};

const docs: RuleDocs = {
  what: `The page that a conversion or a cast turns into a memdesc is computed from another by adding to it,
as in page_ptdesc(page + 1), and nothing looks for the head page.`,
  why: `Of a larger page only the first struct page is described by a memdesc. The others hold what belongs
to the whole: what is written through the memdesc lands in other words of it.`,
  how: `Convert the head page. Where the pages are known to be single ones, say so in a comment.`,
};

export const tailAsMemdesc: Rule = { meta, docs, check };

function check(context: RuleContext): Finding[] {
  const { bodies, model } = context;
  const overlays = model.memdescs.filter(({ kind }) => kind === 'overlay');
  const records = new Set(overlays.map(({ record }) => record));
  const findings = new Map<string, Finding>();
  for (const definition of bodies.casting(overlayRecords(model))) {
    for (const e of bodies.expressions(definition)) {
      if (e.kind !== 'cast' || !isTailCast(e, records)) continue;
      const place = placeOf(context, e.token);
      if (!place) continue;
      findings.set(`${place.line}:${place.column}`, {
        rule: meta.id,
        severity: meta.severity,
        message: `If these are the pages of one larger page, this is a tail, which no ${pointedRecord(e.type)} describes. Convert the head page.`,
        place,
        function: definition.symbol.name,
      });
    }
  }
  return [...findings.values()];
}

function isTailCast(e: CastExpression, records: ReadonlySet<string>): boolean {
  const to = pointedRecord(e.type);
  if (to === undefined || !records.has(to)) return false;
  return pointedRecord(e.operand.type) === PAGE_RECORD && isFurtherOn(e.operand);
}

/** `page + n` and `&pages[n]`, but for an n of 0, and for the frames of which page numbers are made. */
function isFurtherOn(e: Expression): boolean {
  if (e.kind === 'unary' && e.operator === '&' && e.operand.kind === 'index') {
    return isVariable(e.operand.object) && !isZero(e.operand.index);
  }
  if (e.kind !== 'binary' || e.operator !== P_PLUS) return false;
  const [page, count] =
    pointedRecord(e.left.type) === PAGE_RECORD ? [e.left, e.right] : [e.right, e.left];
  return isVariable(page) && !isZero(count);
}

/** The start of the page frames' map is no variable that someone was handed. */
function isVariable(e: Expression): boolean {
  if (e.kind === 'member') return true;
  return e.kind === 'identifier' && (e.symbol?.kind === 'parameter' || isLocal(e));
}

function isLocal(e: Expression): boolean {
  return e.kind === 'identifier' && e.symbol?.kind === 'object' && e.symbol.local;
}

const isZero = (e: Expression): boolean => e.kind === 'integer' && e.value === 0n;
