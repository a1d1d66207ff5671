/** Where the variables of a function get their values, what it calls, and what it returns. */

import { P_ASSIGN } from '../../../language/src/lexer/spellings.ts';
import type { CallExpression, Expression, Statement } from '../../../language/src/syntax/ast.ts';
import type { FunctionDefinition, ObjectSym } from '../../../language/src/syntax/symbols.ts';
import { visitStatement } from '../../../language/src/syntax/visit.ts';
import { resolve } from '../../../language/src/types/types.ts';
import type { ProgramUnit } from '../machine/run/program-unit.ts';

/** How a variable gets a value. */
export type Given =
  | { readonly kind: 'value'; readonly expression: Expression }
  /** `p++`, `p += n`: it still points into what it pointed into. */
  | { readonly kind: 'step' }
  | { readonly kind: 'argument'; readonly index: number };

export interface Assignments {
  /** By the token that a watch knows the store by; `symbol` is the variable. */
  readonly given: ReadonlyMap<number, { readonly symbol: ObjectSym; readonly given: Given }>;
  /** Variables that are written through a pointer, perhaps. */
  readonly addressed: ReadonlySet<ObjectSym>;
  /** By the token of the call. */
  readonly calls: ReadonlyMap<number, CallExpression>;
  /** The values of its return statements. */
  readonly returns: readonly Expression[];
  /** The parameters' places among the arguments. */
  readonly parameters: ReadonlyMap<ObjectSym, number>;
}

const known = new WeakMap<FunctionDefinition, Assignments>();

/** Read once for a function, when it is first asked for. */
export function assignmentsOf(owner: ProgramUnit, definition: FunctionDefinition): Assignments {
  const found = known.get(definition) ?? read(owner, definition);
  known.set(definition, found);
  return found;
}

function read(owner: ProgramUnit, definition: FunctionDefinition): Assignments {
  const body = owner.unit.body(definition);
  const given = new Map<number, { symbol: ObjectSym; given: Given }>();
  const addressed = new Set<ObjectSym>();
  const calls = new Map<number, CallExpression>();
  visitStatement(body, (e) => {
    if (e.kind === 'call') calls.set(e.token, e);
    const target = e.kind === 'assign' ? e.left : e.kind === 'unary' ? e.operand : undefined;
    const symbol = target && variableOf(target);
    if (target === undefined || symbol === undefined) return;
    const how = givenBy(e);
    if (how) given.set(target.token, { symbol, given: how });
    else if (e.kind === 'unary' && e.operator === '&') addressed.add(symbol);
  });
  const returns = returned(body);
  return { given, addressed, calls, returns, parameters: parametersOf(definition) };
}

/** The variable that an expression names; undefined for every other one. */
export function variableOf(e: Expression): ObjectSym | undefined {
  const symbol = e.kind === 'identifier' ? e.symbol : undefined;
  return symbol?.kind === 'object' || symbol?.kind === 'parameter' ? symbol : undefined;
}

function givenBy(e: Expression): Given | undefined {
  if (e.kind === 'assign')
    return e.operator === P_ASSIGN ? { kind: 'value', expression: e.right } : { kind: 'step' };
  return e.kind === 'unary' && /[+-]{2}/.test(e.operator) ? { kind: 'step' } : undefined;
}

/** A parameter without a name has its place all the same. */
function parametersOf({ symbol, parameters }: FunctionDefinition): Map<ObjectSym, number> {
  const type = resolve(symbol.type);
  const places = new Map<ObjectSym, number>();
  if (type.kind !== 'function') return places;
  let next = 0;
  for (const [i, { name }] of type.parameters.entries())
    if (name !== undefined && next < parameters.length) places.set(parameters[next++], i);
  return places;
}

function returned(s: Statement | undefined): Expression[] {
  switch (s?.kind) {
    case 'return':
      return s.value ? [s.value] : [];
    case 'compound':
      return s.statements.flatMap(returned);
    case 'if':
      return [...returned(s.then), ...returned(s.otherwise)];
    case 'while': case 'do': case 'for': case 'switch': case 'case': case 'label':
      return returned(s.body);
    default:
      return [];
  } // biome-ignore format: a table
}
