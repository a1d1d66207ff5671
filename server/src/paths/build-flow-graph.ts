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
import { BranchFlow } from './branch-flow.ts';
import type { FlowContext } from './flow-blocks.ts';
import type { Block, FlowGraph } from './flow-graph.ts';

/** The graph of a function's body. Labels that do not exist lead nowhere. */
export function buildFlowGraph(context: FlowContext, body: CompoundStatement): FlowGraph {
  return new Builder(context).build(body);
}

class Builder extends BranchFlow {
  private readonly computed: Block[] = [];

  build(body: CompoundStatement): FlowGraph {
    this.statement(body);
    this.go(this.exit);
    for (const from of this.computed)
      for (const label of this.addressed) this.edge(from, this.label(label), undefined);
    return { blocks: this.blocks, entry: 0, exit: this.exit.index };
  }

  protected statement(s: Statement | undefined): void {
    if (s === undefined) return;
    switch (s.kind) {
      case 'compound':
        for (const inner of s.statements) this.statement(inner);
        return;
      case 'declaration':
        this.declaration(s);
        return;
      case 'expression':
        this.evaluate(s.expression);
        return;
      case 'if':
        this.ifStatement(s);
        return;
      case 'while':
        this.loop(s.condition, s.body, undefined);
        return;
      case 'for':
        this.statement(s.init);
        this.loop(s.condition, s.body, s.step);
        return;
      case 'do':
        this.doLoop(s.condition, s.body);
        return;
      case 'switch':
        this.switchStatement(s);
        return;
      case 'case':
        this.caseStatement(s);
        return;
      case 'label': {
        const block = this.label(s.nameId);
        this.go(block);
        this.at = block;
        this.statement(s.body);
        return;
      }
      case 'goto':
        this.goto(s);
        return;
      case 'break':
      case 'continue':
        this.jump(s.kind === 'break' ? this.breaks : this.continues);
        return;
      case 'return':
        this.returnStatement(s);
        return;
      case 'asm':
        this.asm(s);
        return;
      default:
        return;
    }
  }

  private declaration(s: Statement & { kind: 'declaration' }): void {
    for (const symbol of s.symbols) {
      if (symbol.kind !== 'object' || symbol.storage === 'extern') continue;
      const value = symbol.initializer;
      visitInitializer(value, (e) => this.noteLabel(e));
      // A static variable was initialised long ago.
      if (value && value.kind !== 'initializerList' && symbol.storage !== 'static')
        this.prepare(value);
      this.at.steps.push({ kind: 'declare', symbol });
      if (value && value.kind !== 'initializerList') this.endIfNoreturn(value);
    }
  }

  private goto(s: Statement & { kind: 'goto' }): void {
    if (s.computed) {
      this.evaluate(s.computed);
      this.computed.push(this.at);
    } else this.go(this.label(s.labelId));
    this.leave();
  }

  private returnStatement(s: Statement & { kind: 'return' }): void {
    if (s.value) this.prepare(s.value);
    if (s.value && this.neverReturns(s.value)) {
      this.at.steps.push({ kind: 'evaluate', expression: s.value });
    } else {
      this.at.steps.push({ kind: 'return', value: s.value, token: s.token });
      this.go(this.exit);
    }
    this.leave();
  }

  private asm(s: AsmStatement): void {
    for (const operand of [...s.inputs, ...s.outputs]) this.prepare(operand.expression);
    this.at.steps.push({ kind: 'asm', statement: s });
    if (s.gotoLabelIds.length === 0) return;
    const after = this.block();
    for (const label of s.gotoLabelIds) this.go(this.label(label));
    this.go(after);
    this.at = after;
  }
}
