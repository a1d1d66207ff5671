/** Statements that lead elsewhere: if, the loops, switch and its cases, break and continue. */

import type { Expression, Statement } from '../../../language/src/syntax/ast.ts';
import { constantValue } from '../../../language/src/typing/constant.ts';
import { statement } from './build-flow-graph.ts';
import { branch } from './condition-flow.ts';
import { evaluate, prepare } from './expression-flow.ts';
import type { FlowBlocks, SwitchScope } from './flow-blocks.ts';
import type { Block } from './flow-graph.ts';

export function jump(b: FlowBlocks, targets: readonly Block[]): void {
  const target = targets[targets.length - 1];
  if (target) b.go(target);
  b.leave();
}

export function ifStatement(b: FlowBlocks, s: Statement & { kind: 'if' }): void {
  const then = b.block();
  const after = b.block();
  const otherwise = s.otherwise ? b.block() : after;
  branch(b, s.condition, then, otherwise);
  b.at = then;
  statement(b, s.then);
  b.go(after);
  if (s.otherwise) {
    b.at = otherwise;
    statement(b, s.otherwise);
    b.go(after);
  }
  b.at = after;
}

export function loop(
  b: FlowBlocks,
  condition: Expression | undefined,
  body: Statement,
  step: Expression | undefined,
) {
  const head = b.block();
  const inside = b.block();
  const next = b.block();
  const after = b.block();
  b.go(head);
  b.at = head;
  if (condition) branch(b, condition, inside, after);
  else b.go(inside);
  b.at = inside;
  loopBody(b, body, after, next);
  b.go(next);
  b.at = next;
  if (step) evaluate(b, step);
  b.go(head);
  b.at = after;
}

export function doLoop(b: FlowBlocks, condition: Expression, body: Statement): void {
  const inside = b.block();
  const next = b.block();
  const after = b.block();
  b.go(inside);
  b.at = inside;
  loopBody(b, body, after, next);
  b.go(next);
  b.at = next;
  branch(b, condition, inside, after);
  b.at = after;
}

function loopBody(b: FlowBlocks, body: Statement, onBreak: Block, onContinue: Block): void {
  b.breaks.push(onBreak);
  b.continues.push(onContinue);
  statement(b, body);
  b.breaks.pop();
  b.continues.pop();
}

export function switchStatement(b: FlowBlocks, s: Statement & { kind: 'switch' }): void {
  prepare(b, s.value);
  const head = b.at;
  const after = b.block();
  const scope: SwitchScope = { value: s.value, head, ranges: [], defaultBlock: undefined };
  b.switches.push(scope);
  b.breaks.push(after);
  b.leave();
  statement(b, s.body);
  b.go(after);
  b.breaks.pop();
  b.switches.pop();
  const { value, ranges } = scope;
  b.edge(head, scope.defaultBlock ?? after, { kind: 'default', value, ranges });
  b.at = after;
}

export function caseStatement(b: FlowBlocks, s: Statement & { kind: 'case' }): void {
  const scope = b.switches[b.switches.length - 1];
  const block = b.block();
  b.go(block);
  b.at = block;
  if (scope && s.first) {
    const first = constantValue(b.context.constants, s.first);
    const last = s.last ? constantValue(b.context.constants, s.last) : first;
    scope.ranges.push({ first, last });
    b.edge(scope.head, block, { kind: 'case', value: scope.value, ranges: [{ first, last }] });
  } else if (scope) scope.defaultBlock = block;
  statement(b, s.body);
}
