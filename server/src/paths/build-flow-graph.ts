/**
 * Builds the control-flow graph of a function body: C11 6.8 and GNU C's computed goto, case ranges,
 * statement expressions and asm goto.
 */
import { P_ANDAND, P_EQ, P_NE, P_OROR } from '../../../language/src/lexer/spellings.ts';
import type {
  AsmStatement,
  CompoundStatement,
  Expression,
  Statement,
} from '../../../language/src/syntax/ast.ts';
import { visitExpression, visitInitializer } from '../../../language/src/syntax/visit.ts';
import { type ConstantContext, constantValue } from '../../../language/src/typing/constant.ts';
import { chooses, evaluatedParts, isChoice } from './chooses.ts';
import type { Block, CaseRange, EdgeTest, FlowGraph } from './flow-graph.ts';
import type { NoreturnFunctions } from './noreturn.ts';

export interface FlowContext {
  readonly constants: ConstantContext;
  readonly noreturn: NoreturnFunctions;
  text(nameId: number): string;
}

/** The graph of a function's body. Labels that do not exist lead nowhere. */
export function buildFlowGraph(context: FlowContext, body: CompoundStatement): FlowGraph {
  return new Builder(context).build(body);
}

interface SwitchScope {
  readonly value: Expression;
  readonly head: Block;
  readonly ranges: CaseRange[];
  defaultBlock: Block | undefined;
}

class Builder {
  private readonly context: FlowContext;
  private readonly blocks: Block[] = [];
  private readonly exit: Block;
  private at: Block;
  private readonly labels = new Map<number, Block>();
  private readonly addressed = new Set<number>();
  private readonly computed: Block[] = [];
  private readonly breaks: Block[] = [];
  private readonly continues: Block[] = [];
  private readonly switches: SwitchScope[] = [];

  constructor(context: FlowContext) {
    this.context = context;
    this.at = this.block();
    this.exit = this.block();
  }

  build(body: CompoundStatement): FlowGraph {
    this.statement(body);
    this.go(this.exit);
    for (const from of this.computed)
      for (const label of this.addressed) this.edge(from, this.label(label), undefined);
    return { blocks: this.blocks, entry: 0, exit: this.exit.index };
  }

  private block(): Block {
    const block: Block = { index: this.blocks.length, steps: [], edges: [] };
    this.blocks.push(block);
    return block;
  }

  private edge(from: Block, to: Block, when: EdgeTest | undefined): void {
    from.edges.push({ to: to.index, when });
  }

  private go(to: Block): void {
    this.edge(this.at, to, undefined);
  }

  /** What follows is reached by labels only. */
  private leave(): void {
    this.at = this.block();
  }

  private label(nameId: number): Block {
    const known = this.labels.get(nameId) ?? this.block();
    this.labels.set(nameId, known);
    return known;
  }

  private statement(s: Statement | undefined): void {
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

  private jump(targets: readonly Block[]): void {
    const target = targets[targets.length - 1];
    if (target) this.go(target);
    this.leave();
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

  private evaluate(e: Expression): void {
    this.prepare(e);
    // A choice has left a value that nobody wants; its effects have happened.
    this.at.steps.push({ kind: 'evaluate', expression: e });
    this.endIfNoreturn(e);
  }

  private endIfNoreturn(e: Expression): void {
    if (this.neverReturns(e)) this.leave();
  }

  private neverReturns(e: Expression): boolean {
    if (isChoice(e)) return false;
    return this.context.noreturn.isCall(e) || evaluatedParts(e).some((p) => this.neverReturns(p));
  }

  private ifStatement(s: Statement & { kind: 'if' }): void {
    const then = this.block();
    const after = this.block();
    const otherwise = s.otherwise ? this.block() : after;
    this.branch(s.condition, then, otherwise);
    this.at = then;
    this.statement(s.then);
    this.go(after);
    if (s.otherwise) {
      this.at = otherwise;
      this.statement(s.otherwise);
      this.go(after);
    }
    this.at = after;
  }

  private loop(condition: Expression | undefined, body: Statement, step: Expression | undefined) {
    const head = this.block();
    const inside = this.block();
    const next = this.block();
    const after = this.block();
    this.go(head);
    this.at = head;
    if (condition) this.branch(condition, inside, after);
    else this.go(inside);
    this.at = inside;
    this.body(body, after, next);
    this.go(next);
    this.at = next;
    if (step) this.evaluate(step);
    this.go(head);
    this.at = after;
  }

  private doLoop(condition: Expression, body: Statement): void {
    const inside = this.block();
    const next = this.block();
    const after = this.block();
    this.go(inside);
    this.at = inside;
    this.body(body, after, next);
    this.go(next);
    this.at = next;
    this.branch(condition, inside, after);
    this.at = after;
  }

  private body(body: Statement, onBreak: Block, onContinue: Block): void {
    this.breaks.push(onBreak);
    this.continues.push(onContinue);
    this.statement(body);
    this.breaks.pop();
    this.continues.pop();
  }

  private switchStatement(s: Statement & { kind: 'switch' }): void {
    this.prepare(s.value);
    const head = this.at;
    const after = this.block();
    const scope: SwitchScope = { value: s.value, head, ranges: [], defaultBlock: undefined };
    this.switches.push(scope);
    this.breaks.push(after);
    this.leave();
    this.statement(s.body);
    this.go(after);
    this.breaks.pop();
    this.switches.pop();
    const { value, ranges } = scope;
    this.edge(head, scope.defaultBlock ?? after, { kind: 'default', value, ranges });
    this.at = after;
  }

  private caseStatement(s: Statement & { kind: 'case' }): void {
    const scope = this.switches[this.switches.length - 1];
    const block = this.block();
    this.go(block);
    this.at = block;
    if (scope && s.first) {
      const first = constantValue(this.context.constants, s.first);
      const last = s.last ? constantValue(this.context.constants, s.last) : first;
      scope.ranges.push({ first, last });
      this.edge(scope.head, block, { kind: 'case', value: scope.value, ranges: [{ first, last }] });
    } else if (scope) scope.defaultBlock = block;
    this.statement(s.body);
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

  /** Emits the steps of every choice in an expression; the rest is evaluated by who asked. */
  private prepare(e: Expression): void {
    visitExpression(e, (part) => this.noteLabel(part));
    if (chooses(e)) this.prepareParts(e);
  }

  private noteLabel(e: Expression): void {
    if (e.kind === 'labelAddress') this.addressed.add(e.nameId);
  }

  private prepareParts(e: Expression): void {
    if (e.kind === 'conditional') this.conditional(e);
    else if (e.kind === 'statementExpression') this.statementExpression(e);
    else if (isChoice(e)) this.truthValue(e);
    else for (const part of evaluatedParts(e)) if (chooses(part)) this.prepareParts(part);
  }

  private conditional(e: Expression & { kind: 'conditional' }): void {
    const then = this.block();
    const otherwise = this.block();
    const after = this.block();
    this.branch(e.condition, then, otherwise);
    const arms = [
      [then, e.then],
      [otherwise, e.otherwise],
    ] as const;
    for (const [block, value] of arms) {
      this.at = block;
      this.result(e, value);
      this.go(after);
    }
    this.at = after;
  }

  private result(of: Expression, value: Expression | undefined): void {
    if (value) this.prepare(value);
    this.at.steps.push({ kind: 'result', of, value });
    if (value) this.endIfNoreturn(value);
  }

  private statementExpression(e: Expression & { kind: 'statementExpression' }): void {
    const last = this.allButLast(e.body);
    this.result(e, last);
  }

  /** The value of `({ …; last; })`; undefined when it has none. */
  private allButLast(body: CompoundStatement): Expression | undefined {
    const { statements } = body;
    const last = statements[statements.length - 1];
    for (const s of statements) {
      if (s === last && s.kind === 'expression') return s.expression;
      this.statement(s);
    }
    return undefined;
  }

  private truthValue(e: Expression): void {
    const yes = this.block();
    const no = this.block();
    const after = this.block();
    this.branch(e, yes, no);
    yes.steps.push({ kind: 'result', of: e, value: 1n });
    no.steps.push({ kind: 'result', of: e, value: 0n });
    this.edge(yes, after, undefined);
    this.edge(no, after, undefined);
    this.at = after;
  }

  /** Goes on at `yes` or at `no`, as the condition says. */
  private branch(e: Expression, yes: Block, no: Block): void {
    const constant = constantValue(this.context.constants, e);
    if (constant !== undefined) {
      this.go(constant === 0n ? no : yes);
      return;
    }
    const bare = this.bareCondition(e);
    if (bare !== e) {
      this.branch(bare, yes, no);
      return;
    }
    if (e.kind === 'unary' && e.operator === '!') this.branch(e.operand, no, yes);
    else if (e.kind === 'binary') this.binaryBranch(e, yes, no);
    else if (e.kind === 'comma') {
      this.evaluate(e.left);
      this.branch(e.right, yes, no);
    } else if (e.kind === 'conditional') this.conditionalBranch(e, yes, no);
    else if (e.kind === 'statementExpression') {
      const last = this.allButLast(e.body);
      if (last) this.branch(last, yes, no);
      else this.leave();
    } else this.test(e, yes, no);
  }

  /** Without what only tells the compiler how likely it is. */
  private bareCondition(e: Expression): Expression {
    if (e.kind === 'generic') return e.chosen?.expression ?? e;
    if (e.kind === 'choose') return e.chosen ?? e;
    if (e.kind === 'cast' && e.type.kind === 'integer') return e.operand;
    if (e.kind !== 'call' || e.callee.kind !== 'identifier') return e;
    const isExpect = /^__builtin_expect(_with_probability)?$/.test(
      this.context.text(e.callee.nameId),
    );
    return isExpect ? (e.args[0] ?? e) : e;
  }

  private binaryBranch(e: Expression & { kind: 'binary' }, yes: Block, no: Block): void {
    if (e.operator === P_ANDAND || e.operator === P_OROR) {
      const second = this.block();
      if (e.operator === P_ANDAND) this.branch(e.left, second, no);
      else this.branch(e.left, yes, second);
      this.at = second;
      this.branch(e.right, yes, no);
      return;
    }
    const isEqual = e.operator === P_EQ;
    if (isEqual || e.operator === P_NE) {
      const other = this.isZero(e.right) ? e.left : this.isZero(e.left) ? e.right : undefined;
      if (other) {
        this.branch(other, isEqual ? no : yes, isEqual ? yes : no);
        return;
      }
    }
    this.test(e, yes, no);
  }

  private isZero(e: Expression): boolean {
    return constantValue(this.context.constants, e) === 0n;
  }

  private conditionalBranch(e: Expression & { kind: 'conditional' }, yes: Block, no: Block): void {
    const otherwise = this.block();
    if (e.then) {
      const then = this.block();
      this.branch(e.condition, then, otherwise);
      this.at = then;
      this.branch(e.then, yes, no);
    } else this.branch(e.condition, yes, otherwise);
    this.at = otherwise;
    this.branch(e.otherwise, yes, no);
  }

  private test(condition: Expression, yes: Block, no: Block): void {
    this.prepare(condition);
    this.edge(this.at, yes, { kind: 'test', condition, truth: true });
    this.edge(this.at, no, { kind: 'test', condition, truth: false });
  }
}
