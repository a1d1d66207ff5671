/**
 * Rule: wrong-queue-token
 *
 * Reports a table that is queued by its address where the queue of this tree expects its descriptor, or
 * the other way round: the parameter is a void pointer, so that the compiler takes both.
 */

import { ROOTS } from '../../../emulator/src/kernel-functions/kernel-functions.ts';
import type { Expression } from '../../../language/src/syntax/ast.ts';
import type { FunctionDefinition, Sym } from '../../../language/src/syntax/symbols.ts';
import { visitStatement } from '../../../language/src/syntax/visit.ts';
import { resolve } from '../../../language/src/types/types.ts';
import { pointedRecord } from '../memdesc/conversions.ts';
import { memdescRecords } from '../memdesc/record-sets.ts';
import { TableTypes } from '../paths/table-types.ts';
import { placeOf, relatedAt } from './support/path-findings.ts';
import type { Finding, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';
import { expressionsNaming } from './support/written-members.ts';

const meta: RuleMeta = {
  id: 'wrong-queue-token',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A table is queued as something else than the queue takes it for.',
  needs: 'types',
  fixable: false,
};

const docs: RuleDocs = {
  what: `tlb_remove_table() or tlb_remove_ptdesc() is given the address of a table where the function that
empties the queue in this tree takes a descriptor, or a descriptor where it takes an address.`,
  why: `The queue keeps a void pointer, and each architecture decides what it points to. The wrong one is
taken for a struct page in the middle of nowhere when the queue is emptied.`,
  how: `Queue what __tlb_remove_table() of the architecture takes.`,
};

export const wrongQueueToken: Rule = { meta, docs, check };

/** What stands for a table in the queue. */
type Token = 'address' | 'descriptor';

/** arch/X/include/asm/tlb.h, or include/asm-generic/tlb.h */
const EMPTIES = '__tlb_remove_table';
/** include/asm-generic/tlb.h */
const FILLS = new Set(['tlb_remove_table', 'tlb_remove_ptdesc', 'paravirt_tlb_remove_table']);

function check(context: RuleContext): Finding[] {
  const { unit, model } = context;
  const empties = unit.definition(unit.interner.find(EMPTIES));
  const wanted = empties && tokenTaken(context, empties);
  if (!empties || !wanted) return [];
  const types = new TableTypes(unit, model);
  const findings: Finding[] = [];
  for (const { definition, expression } of expressionsNaming(context, [...FILLS])) {
    const queued = queuedBy(expression);
    const token = queued && tokenOf(types, queued);
    if (!queued || !token || token === wanted || expression.kind !== 'call') continue;
    const place = placeOf(context, expression.callee.token);
    if (!place) continue;
    const related = relatedAt(
      context,
      empties.symbol.token,
      `This takes it for ${ARTICLE[wanted]}.`,
    );
    findings.push({
      rule: meta.id,
      severity: meta.severity,
      message: `This queues a table by its ${token}, but ${EMPTIES}() in this tree expects ${ARTICLE[wanted]}. Queue that instead.`,
      place,
      function: definition.symbol.name,
      ...(related && { related: [related] }),
    });
  }
  return findings;
}

const ARTICLE: Readonly<Record<Token, string>> = {
  address: 'an address',
  descriptor: 'a descriptor',
};

/** What is queued, without casts to void *. A function that passes its own void pointer on says nothing. */
function queuedBy(e: Expression): Expression | undefined {
  if (e.kind !== 'call' || e.callee.kind !== 'identifier') return undefined;
  if (!FILLS.has(e.callee.symbol?.name ?? '')) return undefined;
  let value = e.args[1];
  while (value?.kind === 'cast' && isVoidPointer(value)) value = value.operand;
  return value;
}

function isVoidPointer({ type }: Expression): boolean {
  const pointer = resolve(type);
  return pointer.kind === 'pointer' && resolve(pointer.pointee).kind === 'void';
}

function tokenOf(types: TableTypes, { type }: Expression): Token | undefined {
  // A pgtable_t is a page on most architectures, and an address on some.
  if (types.isEntry(type) || types.isEntry(resolve(type))) return 'address';
  return types.isDescriptor(type) ? 'descriptor' : undefined;
}

/** What the function that empties the queue does with its argument; undefined when that is not plain. */
function tokenTaken(context: RuleContext, definition: FunctionDefinition): Token | undefined {
  const { unit, model } = context;
  const records = memdescRecords(model);
  const [parameter] = definition.parameters;
  const found = new Set<Token>();
  visitStatement(unit.body(definition), (e) => {
    const token = parameter && useOf(e, parameter, records);
    if (token) found.add(token);
  });
  const [only] = found;
  return found.size === 1 ? only : undefined;
}

function useOf(e: Expression, parameter: Sym, records: ReadonlySet<string>): Token | undefined {
  const isIt = (value: Expression) => value.kind === 'identifier' && value.symbol === parameter;
  const isDescriptor = (type: Expression['type']) => records.has(pointedRecord(type) ?? '');
  if (e.kind === 'cast' && isIt(e.operand)) {
    if (isDescriptor(e.type)) return 'descriptor';
    return resolve(e.type).kind === 'integer' ? 'address' : undefined;
  }
  if (e.kind !== 'call') return undefined;
  const called = resolve(e.callee.type);
  const type = called.kind === 'pointer' ? resolve(called.pointee) : called;
  if (type.kind !== 'function') return undefined;
  const index = e.args.findIndex(isIt);
  const taken = type.parameters[index]?.type;
  if (index < 0 || !taken) return undefined;
  if (isDescriptor(taken)) return 'descriptor';
  const name = e.callee.kind === 'identifier' ? (e.callee.symbol?.name ?? '') : '';
  return ROOTS.get(name)?.kind === 'same' ? 'address' : undefined;
}
