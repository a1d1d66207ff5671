/**
 * Builds the control-flow graph of a function body: C11 6.8 and GNU C's computed goto, case ranges,
 * statement expressions and asm goto.
 */

import type {
  AsmStatement,
  CompoundStatement,
  Statement,
} from '../../../language/src/syntax/ast.ts';
import { visitInitializer } from '../../../language/src/syntax/visit.ts';
import { caseStatement, doLoop, ifStatement, jump, loop, switchStatement } from './branch-flow.ts';
import { endIfNoreturn, evaluate, neverReturns, noteLabel, prepare } from './expression-flow.ts';
import { FlowBlocks, type FlowContext } from './flow-blocks.ts';
import type { FlowGraph } from './flow-graph.ts';

/** The graph of a function's body. Labels that do not exist lead nowhere. */
export function buildFlowGraph(context: FlowContext, body: CompoundStatement): FlowGraph {
  return build(new FlowBlocks(context), body);
}

function build(b: FlowBlocks, body: CompoundStatement): FlowGraph {
  statement(b, body);
  b.go(b.exit);
  for (const from of b.computed)
    for (const label of b.addressed) b.edge(from, b.label(label), undefined);
  return { blocks: b.blocks, entry: 0, exit: b.exit.index };
}

export function statement(b: FlowBlocks, s: Statement | undefined): void {
  if (s === undefined) return;
  switch (s.kind) {
    case 'compound':
      for (const inner of s.statements) statement(b, inner);
      return;
    case 'declaration':
      declaration(b, s);
      return;
    case 'expression':
      evaluate(b, s.expression);
      return;
    case 'if':
      ifStatement(b, s);
      return;
    case 'while':
      loop(b, s.condition, s.body, undefined);
      return;
    case 'for':
      statement(b, s.init);
      loop(b, s.condition, s.body, s.step);
      return;
    case 'do':
      doLoop(b, s.condition, s.body);
      return;
    case 'switch':
      switchStatement(b, s);
      return;
    case 'case':
      caseStatement(b, s);
      return;
    case 'label': {
      const block = b.label(s.nameId);
      b.go(block);
      b.at = block;
      statement(b, s.body);
      return;
    }
    case 'goto':
      goto(b, s);
      return;
    case 'break':
    case 'continue':
      jump(b, s.kind === 'break' ? b.breaks : b.continues);
      return;
    case 'return':
      returnStatement(b, s);
      return;
    case 'asm':
      asm(b, s);
      return;
    default:
      return;
  }
}

function declaration(b: FlowBlocks, s: Statement & { kind: 'declaration' }): void {
  for (const symbol of s.symbols) {
    if (symbol.kind !== 'object' || symbol.storage === 'extern') continue;
    const value = symbol.initializer;
    visitInitializer(value, (e) => noteLabel(b, e));
    // A static variable was initialised long ago.
    if (value && value.kind !== 'initializerList' && symbol.storage !== 'static') prepare(b, value);
    b.at.steps.push({ kind: 'declare', symbol });
    if (value && value.kind !== 'initializerList') endIfNoreturn(b, value);
  }
}

function goto(b: FlowBlocks, s: Statement & { kind: 'goto' }): void {
  if (s.computed) {
    evaluate(b, s.computed);
    b.computed.push(b.at);
  } else b.go(b.label(s.labelId));
  b.leave();
}

function returnStatement(b: FlowBlocks, s: Statement & { kind: 'return' }): void {
  if (s.value) prepare(b, s.value);
  if (s.value && neverReturns(b, s.value)) {
    b.at.steps.push({ kind: 'evaluate', expression: s.value });
  } else {
    b.at.steps.push({ kind: 'return', value: s.value, token: s.token });
    b.go(b.exit);
  }
  b.leave();
}

function asm(b: FlowBlocks, s: AsmStatement): void {
  for (const operand of [...s.inputs, ...s.outputs]) prepare(b, operand.expression);
  b.at.steps.push({ kind: 'asm', statement: s });
  if (s.gotoLabelIds.length === 0) return;
  const after = b.block();
  for (const label of s.gotoLabelIds) b.go(b.label(label));
  b.go(after);
  b.at = after;
}
