/** Expressions that choose: their steps come first, and leave the value for who asked. */

import type { CompoundStatement, Expression } from '../../../language/src/syntax/ast.ts';
import { visitExpression } from '../../../language/src/syntax/visit.ts';
import { statement } from './build-flow-graph.ts';
import { chooses, evaluatedParts, isChoice } from './chooses.ts';
import { branch } from './condition-flow.ts';
import type { FlowBlocks } from './flow-blocks.ts';

export function evaluate(b: FlowBlocks, e: Expression): void {
  prepare(b, e);
  // A choice has left a value that no one wants; its effects have happened.
  b.at.steps.push({ kind: 'evaluate', expression: e });
  endIfNoreturn(b, e);
}

export function endIfNoreturn(b: FlowBlocks, e: Expression): void {
  if (neverReturns(b, e)) b.leave();
}

export function neverReturns(b: FlowBlocks, e: Expression): boolean {
  if (isChoice(e)) return false;
  return b.context.noreturn.isCall(e) || evaluatedParts(e).some((p) => neverReturns(b, p));
}

/** Emits the steps of every choice in an expression; the rest is evaluated by who asked. */
export function prepare(b: FlowBlocks, e: Expression): void {
  visitExpression(e, (part) => noteLabel(b, part));
  if (chooses(e)) prepareParts(b, e);
}

export function noteLabel(b: FlowBlocks, e: Expression): void {
  if (e.kind === 'labelAddress') b.addressed.add(e.nameId);
}

function prepareParts(b: FlowBlocks, e: Expression): void {
  if (e.kind === 'conditional') conditional(b, e);
  else if (e.kind === 'statementExpression') statementExpression(b, e);
  else if (isChoice(e)) truthValue(b, e);
  else for (const part of evaluatedParts(e)) if (chooses(part)) prepareParts(b, part);
}

function conditional(b: FlowBlocks, e: Expression & { kind: 'conditional' }): void {
  const then = b.block();
  const otherwise = b.block();
  const after = b.block();
  branch(b, e.condition, then, otherwise);
  const arms = [
    [then, e.then],
    [otherwise, e.otherwise],
  ] as const;
  for (const [block, value] of arms) {
    b.at = block;
    result(b, e, value);
    b.go(after);
  }
  b.at = after;
}

function result(b: FlowBlocks, of: Expression, value: Expression | undefined): void {
  if (value) prepare(b, value);
  b.at.steps.push({ kind: 'result', of, value });
  if (value) endIfNoreturn(b, value);
}

function statementExpression(b: FlowBlocks, e: Expression & { kind: 'statementExpression' }): void {
  const last = allButLast(b, e.body);
  result(b, e, last);
}

/** The value of `({ …; last; })`; undefined when it has none. */
export function allButLast(b: FlowBlocks, body: CompoundStatement): Expression | undefined {
  const { statements } = body;
  const last = statements[statements.length - 1];
  for (const s of statements) {
    if (s === last && s.kind === 'expression') return s.expression;
    statement(b, s);
  }
  return undefined;
}

function truthValue(b: FlowBlocks, e: Expression): void {
  const yes = b.block();
  const no = b.block();
  const after = b.block();
  branch(b, e, yes, no);
  yes.steps.push({ kind: 'result', of: e, value: 1n });
  no.steps.push({ kind: 'result', of: e, value: 0n });
  b.edge(yes, after, undefined);
  b.edge(no, after, undefined);
  b.at = after;
}
