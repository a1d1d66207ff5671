/**
 * Rule: raw-memdesc-cast
 *
 * Reports an explicit cast between pointers to two different memdescs (struct page among them). The
 * compiler accepts any such cast, also the one to the wrong record; a conversion states what is meant,
 * checks its argument, and is the one place to change when the memdesc leaves struct page.
 *
 * In the body of a conversion itself the cast is the point; there it is only a hint.
 */
import { WrittenPlaces } from '../../../language/src/accesses/written-place.ts';
import type { CastExpression, Expression } from '../../../language/src/syntax/ast.ts';
import type { FunctionDefinition } from '../../../language/src/syntax/symbols.ts';
import { pointedRecord } from '../memdesc/conversions.ts';
import type { Conversion, MemdescModel } from '../memdesc/memdesc.ts';
import { memdescRecords } from '../memdesc/record-sets.ts';
import type { Severity } from '../settings/severity.ts';
import type {
  Finding,
  Fix,
  Rule,
  RuleContext,
  RuleDocs,
  RuleMeta,
  TextPlace,
} from './support/rule.ts';
import { linesOf } from './support/statement-text.ts';

const meta: RuleMeta = {
  id: 'raw-memdesc-cast',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A cast between pointers to two different memdescs, which the compiler does not check.',
  needs: 'types',
  fixable: true,
};

const docs: RuleDocs = {
  what: `A pointer to struct page or to a memdesc is cast to a pointer to another memdesc, directly or by
way of \`void *\` or an integer. In the body of a conversion the cast is the point, and
only a hint. Where the conversion also looks for the head page, or there is none, it is an info: who
allocated the page knows that it is a head.`,
  why: `The compiler accepts every such cast, also the one to the wrong record and the one that drops
const. A conversion says what is meant, checks its argument, and is the one place to change when the
memdesc is no longer part of struct page.`,
  how: `Use the conversion. Where there is none, write a helper and say in it why it is right.`,
};

export const rawMemdescCast: Rule = { meta, docs, check };

function check(context: RuleContext): Finding[] {
  const { bodies, model } = context;
  const records = memdescRecords(model);
  // A macro may use its argument twice; the cast is written once.
  const findings = new Map<string, Finding>();
  for (const definition of bodies.casting(records)) {
    for (const e of bodies.expressions(definition)) {
      const finding = e.kind === 'cast' && findingOf(context, records, definition, e);
      if (finding) findings.set(`${finding.place.line}:${finding.place.column}`, finding);
    }
  }
  return [...findings.values()];
}

function findingOf(
  context: RuleContext,
  records: ReadonlySet<string>,
  definition: FunctionDefinition,
  cast: CastExpression,
): Finding | undefined {
  const to = pointedRecord(cast.type);
  if (to === undefined || !records.has(to)) return undefined;
  const from = castFrom(cast.operand, records);
  if (from === undefined || from === to) return undefined;
  const place = placeOf(context, cast);
  if (!place) return undefined;
  const name = definition.symbol.name;
  const isConversion = context.model.conversions.some((c) => c.name === name);
  const fix = isConversion ? undefined : conversionFix(context, from, to, place);
  return {
    rule: meta.id,
    severity: isConversion ? 'hint' : severityOf(context, from, to),
    message: messageOf(context.model, from, to),
    place,
    function: name,
    ...(fix && { fixes: [fix] }),
  };
}

/**
 * Where a conversion is no more than the cast, there is no reason not to use it. One that looks for the
 * head page costs more than the cast, and allocators know that they hold a head.
 */
function severityOf(context: RuleContext, from: string, to: string): Severity {
  const better = context.model.conversions.find((c) => c.from === from && c.to === to);
  return better && isPlainCast(context, better) ? meta.severity : 'info';
}

/** Whether the conversion's text casts its parameter itself, and not what a function makes of it. */
function isPlainCast({ unit }: RuleContext, { place, check }: Conversion): boolean {
  if (check === 'function') return true;
  const source = unit.sources.load(place.file);
  const lines = source ? linesOf(source).slice(place.line - 1) : [];
  const end = lines.findIndex((line) => !line.endsWith('\\'));
  const text = lines.slice(0, end + 1).join(' ');
  return !/\*\s*\)\s*\w+\s*\(/.test(text);
}

/** `(struct ptdesc *)page` becomes `page_ptdesc(page)`, where the operand is one name. */
function conversionFix(
  context: RuleContext,
  from: string,
  to: string,
  place: TextPlace,
): Fix | undefined {
  const { model, file } = context;
  const better = model.conversions.find((c) => c.from === from && c.to === to);
  const line = linesOf(file)[place.line - 1] ?? '';
  const behind = line.slice(place.column - 1 + place.sizeBytes);
  const operand = /^\s*(?:\(void \*\)\s*)?(\w+)(?!\w|\s*(?:\(|\[|->|\.))/.exec(behind);
  if (!better || !operand || severityOf(context, from, to) === 'info') return undefined;
  const { line: at, column } = place;
  const endColumn = column + place.sizeBytes + operand[0].length;
  const text = `${better.name}(${operand[1]})`;
  const edit = { line: at, column, endLine: at, endColumn, text };
  return { title: `Use ${better.name}()`, isSafe: true, edits: [edit] };
}

/** The memdesc that is cast, also by way of `void *` or an integer. */
function castFrom(operand: Expression, records: ReadonlySet<string>): string | undefined {
  const record = pointedRecord(operand.type);
  if (record !== undefined && records.has(record)) return record;
  return operand.kind === 'cast' ? castFrom(operand.operand, records) : undefined;
}

function messageOf(model: MemdescModel, from: string, to: string): string {
  const what = `This casts ${from} * to ${to} *, and the compiler checks nothing about it.`;
  const better = model.conversions.find((c) => c.from === from && c.to === to);
  return better
    ? `${what} ${better.name}() is the conversion from one to the other.`
    : `${what} There is no conversion from one to the other; say in a helper what makes it right.`;
}

/** The cast's parentheses, when they are written in the file. */
function placeOf({ unit, file }: RuleContext, cast: CastExpression): TextPlace | undefined {
  const places = new WrittenPlaces(unit.sources, unit.tokens, unit.preprocessor.expansions);
  const start = places.of(cast.token)?.loc;
  const at = start === undefined ? undefined : unit.sources.place(start);
  if (start === undefined || at?.file !== file) return undefined;
  const end = places.of(cast.typeName.endToken)?.loc;
  const endPlace = end === undefined ? undefined : unit.sources.place(end);
  const isOneLine =
    endPlace?.file === file && endPlace.line === at.line && endPlace.offset > at.offset;
  const sizeBytes = isOneLine ? endPlace.offset - at.offset + 1 : 1;
  return { line: at.line, column: at.column, sizeBytes };
}
