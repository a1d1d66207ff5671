/** Conditions: each way that `&&`, `||`, `?:` and `!` can go is an edge. */

import { P_ANDAND, P_EQ, P_NE, P_OROR } from '../../../language/src/lexer/spellings.ts';
import type { Expression } from '../../../language/src/syntax/ast.ts';
import { constantValue } from '../../../language/src/typing/constant.ts';
import { allButLast, evaluate, prepare } from './expression-flow.ts';
import type { FlowBlocks } from './flow-blocks.ts';
import type { Block } from './flow-graph.ts';

/** Goes on at `yes` or at `no`, as the condition says. */
export function branch(b: FlowBlocks, e: Expression, yes: Block, no: Block): void {
  const constant = constantValue(b.context.constants, e);
  if (constant !== undefined) {
    b.go(constant === 0n ? no : yes);
    return;
  }
  const returned = b.context.constantFunctions.value(e);
  if (returned !== undefined) {
    evaluate(b, e);
    b.go(returned === 0n ? no : yes);
    return;
  }
  const bare = bareCondition(b, e);
  if (bare !== e) {
    branch(b, bare, yes, no);
    return;
  }
  if (e.kind === 'unary' && e.operator === '!') branch(b, e.operand, no, yes);
  else if (e.kind === 'binary') binaryBranch(b, e, yes, no);
  else if (e.kind === 'comma') {
    evaluate(b, e.left);
    branch(b, e.right, yes, no);
  } else if (e.kind === 'conditional') conditionalBranch(b, e, yes, no);
  else if (e.kind === 'statementExpression') {
    const last = allButLast(b, e.body);
    if (last) branch(b, last, yes, no);
    else b.leave();
  } else test(b, e, yes, no);
}

/** Without what only tells the compiler how likely it is. */
function bareCondition(b: FlowBlocks, e: Expression): Expression {
  if (e.kind === 'generic') return e.chosen?.expression ?? e;
  if (e.kind === 'choose') return e.chosen ?? e;
  if (e.kind === 'cast' && e.type.kind === 'integer') return e.operand;
  if (e.kind !== 'call' || e.callee.kind !== 'identifier') return e;
  const isExpect = /^__builtin_expect(_with_probability)?$/.test(b.context.text(e.callee.nameId));
  return isExpect ? (e.args[0] ?? e) : e;
}

function binaryBranch(
  b: FlowBlocks,
  e: Expression & { kind: 'binary' },
  yes: Block,
  no: Block,
): void {
  if (e.operator === P_ANDAND || e.operator === P_OROR) {
    const second = b.block();
    if (e.operator === P_ANDAND) branch(b, e.left, second, no);
    else branch(b, e.left, yes, second);
    b.at = second;
    branch(b, e.right, yes, no);
    return;
  }
  const isEqual = e.operator === P_EQ;
  if (isEqual || e.operator === P_NE) {
    const other = isZero(b, e.right) ? e.left : isZero(b, e.left) ? e.right : undefined;
    if (other) {
      branch(b, other, isEqual ? no : yes, isEqual ? yes : no);
      return;
    }
  }
  test(b, e, yes, no);
}

function isZero(b: FlowBlocks, e: Expression): boolean {
  return constantValue(b.context.constants, e) === 0n;
}

function conditionalBranch(
  b: FlowBlocks,
  e: Expression & { kind: 'conditional' },
  yes: Block,
  no: Block,
): void {
  const otherwise = b.block();
  if (e.then) {
    const then = b.block();
    branch(b, e.condition, then, otherwise);
    b.at = then;
    branch(b, e.then, yes, no);
  } else branch(b, e.condition, yes, otherwise);
  b.at = otherwise;
  branch(b, e.otherwise, yes, no);
}

function test(b: FlowBlocks, condition: Expression, yes: Block, no: Block): void {
  prepare(b, condition);
  b.edge(b.at, yes, { kind: 'test', condition, truth: true });
  b.edge(b.at, no, { kind: 'test', condition, truth: false });
}
