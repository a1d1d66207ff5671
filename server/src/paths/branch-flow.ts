/** Statements that lead elsewhere: if, the loops, switch and its cases, break and continue. */
import type { Expression, Statement } from '../../../language/src/syntax/ast.ts';
import { constantValue } from '../../../language/src/typing/constant.ts';
import { ExpressionFlow } from './expression-flow.ts';
import type { Block, CaseRange } from './flow-graph.ts';

interface SwitchScope {
  readonly value: Expression;
  readonly head: Block;
  readonly ranges: CaseRange[];
  defaultBlock: Block | undefined;
}

export abstract class BranchFlow extends ExpressionFlow {
  protected readonly breaks: Block[] = [];
  protected readonly continues: Block[] = [];
  private readonly switches: SwitchScope[] = [];

  protected jump(targets: readonly Block[]): void {
    const target = targets[targets.length - 1];
    if (target) this.go(target);
    this.leave();
  }

  protected ifStatement(s: Statement & { kind: 'if' }): void {
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

  protected loop(condition: Expression | undefined, body: Statement, step: Expression | undefined) {
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

  protected doLoop(condition: Expression, body: Statement): void {
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

  protected body(body: Statement, onBreak: Block, onContinue: Block): void {
    this.breaks.push(onBreak);
    this.continues.push(onContinue);
    this.statement(body);
    this.breaks.pop();
    this.continues.pop();
  }

  protected switchStatement(s: Statement & { kind: 'switch' }): void {
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

  protected caseStatement(s: Statement & { kind: 'case' }): void {
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
}
