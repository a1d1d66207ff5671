/**
 * Rule: tagged-pointer-cast
 *
 * Reports a cast that takes a tagged reference to a page for a plain pointer: the tag is left in it, or
 * no one looked whether it is a page at all.
 */
import { P_AMP } from '../../../language/src/lexer/spellings.ts';
import type { Expression, Statement } from '../../../language/src/syntax/ast.ts';
import type { FunctionDefinition, Sym } from '../../../language/src/syntax/symbols.ts';
import { visitStatement } from '../../../language/src/syntax/visit.ts';
import { recordName } from '../../../language/src/types/type-name.ts';
import { asRecord, type CType, resolve } from '../../../language/src/types/types.ts';
import { pointedRecord } from '../memdesc/conversions.ts';
import { PAGE_RECORD } from '../memdesc/memdesc.ts';
import { overlayRecords } from '../memdesc/record-sets.ts';
import { relatedAt } from './support/path-findings.ts';
import type { Finding, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';
import { typedFinding } from './support/typed-findings.ts';

const meta: RuleMeta = {
  id: 'tagged-pointer-cast',
  severity: 'info',
  since: '0.1.0',
  summary: 'A tagged reference to a page is cast to a pointer.',
  needs: 'types',
  fixable: false,
};

const docs: RuleDocs = {
  what: `A value of a type for which this tree has a function that makes a page of it (netmem_ref,
struct encoded_page *) is cast to a pointer to struct page or to a memdesc instead.`,
  why: `Such types keep flags in the low bits of a pointer, or something else than a page. The function
takes the flags off and looks what it is; the cast gives a pointer that is wrong by some bytes, or points to
another structure.`,
  how: `Call the function.`,
};

export const taggedPointerCast: Rule = { meta, docs, check };

/** The functions that make a page of something that is no pointer to one, by what they take. */
type Decoders = ReadonlyMap<string, FunctionDefinition>;

/** A cast of something tagged to a pointer to a page or what lies over one. */
interface TaggedCast {
  readonly definition: FunctionDefinition;
  readonly token: number;
  readonly from: string;
}

function check(context: RuleContext): Finding[] {
  const { bodies, model } = context;
  const records = overlayRecords(model);
  const casts = bodies
    .casting(records)
    .flatMap((definition) => taggedCasts(context, definition, records));
  // What decodes is looked for in all headers: only where there is something to hold against it.
  if (casts.length === 0) return [];
  const decoders = decodersOf(context, records);
  const own = new Set(decoders.values());
  const findings = new Map<string, Finding>();
  for (const { definition, token, from } of casts) {
    const decoder = own.has(definition) ? undefined : decoders.get(from);
    if (!decoder) continue;
    const { name } = decoder.symbol;
    const verdict = {
      token,
      message: `This uses a ${from} as a pointer without clearing the tag in its low bits. Use ${name}().`,
      related: [relatedAt(context, decoder.symbol.token, `${name}() makes a page of it.`)],
    };
    const finding = typedFinding(context, meta, { definition }, verdict);
    if (finding) findings.set(`${finding.place.line}:${finding.place.column}`, finding);
  }
  return [...findings.values()];
}

function taggedCasts(
  { bodies }: RuleContext,
  definition: FunctionDefinition,
  records: ReadonlySet<string>,
): TaggedCast[] {
  return bodies.expressions(definition).flatMap((e): TaggedCast[] => {
    if (e.kind !== 'cast' || !records.has(pointedRecord(e.type) ?? '')) return [];
    const from = taggedType(innermost(e).type);
    return from === undefined ? [] : [{ definition, token: e.token, from }];
  });
}

/** What is cast, through casts to numbers. */
function innermost(e: Expression): Expression {
  return e.kind === 'cast' && taggedType(e.type) === undefined ? innermost(e.operand) : e;
}

function decodersOf({ unit, bodies }: RuleContext, records: ReadonlySet<string>): Decoders {
  const decoders = new Map<string, FunctionDefinition>();
  for (const definition of unit.fileLevel.functionsReturning(bodies.spellings(records))) {
    const type = resolve(definition.symbol.type);
    const [parameter, more] = definition.parameters;
    if (type.kind !== 'function' || !parameter || more) continue;
    if (pointedRecord(type.returnType) !== PAGE_RECORD) continue;
    const tagged = taggedType(parameter.type);
    if (tagged !== undefined && castsToPage(unit.body(definition), parameter)) {
      decoders.set(tagged, definition);
    }
  }
  return decoders;
}

/** Whether a body makes a pointer to a page of the bits of its parameter, all or some of them. */
function castsToPage(body: Statement, parameter: Sym): boolean {
  let isFound = false;
  visitStatement(body, (e) => {
    if (e.kind !== 'cast' || pointedRecord(e.type) !== PAGE_RECORD) return;
    isFound ||= isMadeOf(e.operand, parameter);
  });
  return isFound;
}

function isMadeOf(e: Expression, parameter: Sym): boolean {
  if (e.kind === 'cast') return isMadeOf(e.operand, parameter);
  if (e.kind !== 'binary') return e.kind === 'identifier' && e.symbol === parameter;
  return e.operator === P_AMP && (isMadeOf(e.left, parameter) || isMadeOf(e.right, parameter));
}

/**
 * A type that only stands for something: a pointer to a record that has no members anywhere, or a
 * number with a name of its own.
 */
function taggedType(type: CType): string | undefined {
  if (type.kind === 'typedef') return resolve(type).kind === 'integer' ? type.name : undefined;
  const pointer = resolve(type);
  const record = pointer.kind === 'pointer' ? asRecord(pointer.pointee) : undefined;
  return record && record.members === undefined ? `${recordName(record)} *` : undefined;
}
