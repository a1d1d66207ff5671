/**
 * Rule: whole-memdesc-store
 *
 * Reports that a whole struct page, or a whole memdesc, is written over at once.
 */
import { K_LAST, P_ASSIGN, P_STAR } from '../../../language/src/lexer/spellings.ts';
import type { CallExpression, Expression } from '../../../language/src/syntax/ast.ts';
import type { FunctionDefinition } from '../../../language/src/syntax/symbols.ts';
import { recordName } from '../../../language/src/types/type-name.ts';
import { asRecord, resolve } from '../../../language/src/types/types.ts';
import { constantValue } from '../../../language/src/typing/constant.ts';
import { pointedRecord } from '../memdesc/conversions.ts';
import { overlayRecords } from '../memdesc/record-sets.ts';
import { bodyWords } from './support/bodies.ts';
import type { Finding, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';
import { calledName, typedFinding, withoutCasts } from './support/typed-findings.ts';

const meta: RuleMeta = {
  id: 'whole-memdesc-store',
  severity: 'info',
  since: '0.1.0',
  summary: 'A whole memdesc is written over at once.',
  needs: 'types',
  fixable: false,
};

const docs: RuleDocs = {
  what: `A structure assignment, memset() or memcpy() writes to all of a struct page or memdesc that a pointer
names. A local copy may be made; it is no memdesc.`,
  why: `The flags, the reference count and the page type are in there, and belong to the page allocator and
to whoever holds a reference. The lock of a page table is in there, or a pointer to it. What is written over
is lost for all of them, and a memdesc larger than a page reaches into the pages behind.`,
  how: `Set the fields that are meant.`,
};

export const wholeMemdescStore: Rule = { meta, docs, check };

/** include/linux/string.h and include/linux/fortify-string.h */
const WRITES = /^_*(builtin_|fortify_)*mem(set|cpy|move)(_chk)?$/;

function check(context: RuleContext): Finding[] {
  const { bodies, model } = context;
  const records = overlayRecords(model);
  const spellings = bodies.spellings(records);
  const findings = new Map<string, Finding>();
  for (const definition of context.definitions) {
    if (!mayStore(context, definition, records, spellings)) continue;
    for (const e of bodies.expressions(definition)) {
      const stored = storeIn(context, e, records);
      const finding = stored && typedFinding(context, meta, { definition }, verdict(stored));
      if (finding) findings.set(`${finding.place.line}:${finding.place.column}`, finding);
    }
  }
  return [...findings.values()];
}

interface Store {
  readonly record: string;
  readonly token: number;
}

function verdict({ record, token }: Store) {
  return {
    token,
    message: `This writes over a whole ${record}: its flags, counts and type as well, which others rely on. Set the fields that are meant.`,
  };
}

/** A body that names a record, or a parameter that is one, and something that may write to all of it. */
function mayStore(
  { unit }: RuleContext,
  definition: FunctionDefinition,
  records: ReadonlySet<string>,
  spellings: ReadonlySet<number>,
): boolean {
  const { ids, start, end } = bodyWords(unit, definition);
  let isNamed = definition.parameters.some(({ type }) => records.has(pointedRecord(type) ?? ''));
  let mayWrite = false;
  for (let at = start; at < end; at++) {
    const id = ids[at] as number;
    isNamed ||= spellings.has(id);
    mayWrite ||= id > K_LAST && WRITES.test(unit.interner.text(id));
    mayWrite ||= id === P_ASSIGN && ids[at - 2] === P_STAR;
    if (isNamed && mayWrite) return true;
  }
  return false;
}

function storeIn(
  context: RuleContext,
  e: Expression,
  records: ReadonlySet<string>,
): Store | undefined {
  if (e.kind === 'assign' && e.operator === P_ASSIGN) {
    const type = asRecord(e.left.type);
    const record = type && recordName(type);
    const isPointed = record !== undefined && records.has(record) && !isLocal(e.left);
    return isPointed ? { record, token: e.token } : undefined;
  }
  if (e.kind !== 'call' || !WRITES.test(calledName(e) ?? '')) return undefined;
  return blockStore(context, e, records);
}

function blockStore(
  { unit }: RuleContext,
  e: CallExpression,
  records: ReadonlySet<string>,
): Store | undefined {
  const to = e.args[0] && withoutCasts(e.args[0]);
  const type = to && resolve(to.type);
  const record = to && pointedRecord(to.type);
  if (!to || record === undefined || !records.has(record) || type?.kind !== 'pointer') {
    return undefined;
  }
  if (to.kind === 'unary' && to.operator === '&' && isLocal(to.operand)) return undefined;
  const wholeBytes = unit.sizeBytes(type.pointee);
  const size = e.args[2] && constantValue(unit.parser, e.args[2]);
  const isWhole = size !== undefined && wholeBytes !== undefined && size >= BigInt(wholeBytes);
  return isWhole ? { record, token: e.callee.token } : undefined;
}

/** A variable, or a part of one: not what a pointer names. */
function isLocal(e: Expression): boolean {
  if (e.kind === 'identifier') return true;
  if (e.kind === 'member') return !e.arrow && isLocal(e.object);
  if (e.kind !== 'index') return false;
  return resolve(e.object.type).kind === 'array' && isLocal(e.object);
}
