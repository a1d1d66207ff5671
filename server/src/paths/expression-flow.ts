/** Expressions that choose: their steps come first, and leave the value for who asked. */
import type { CompoundStatement, Expression, Statement } from '../../../language/src/syntax/ast.ts';
import { visitExpression } from '../../../language/src/syntax/visit.ts';
import { chooses, evaluatedParts, isChoice } from './chooses.ts';
import { ConditionFlow } from './condition-flow.ts';

export abstract class ExpressionFlow extends ConditionFlow {
  /** Labels whose addresses are taken: a computed goto may lead to them. */
  protected readonly addressed = new Set<number>();

  protected abstract statement(s: Statement | undefined): void;

  protected evaluate(e: Expression): void {
    this.prepare(e);
    // A choice has left a value that nobody wants; its effects have happened.
    this.at.steps.push({ kind: 'evaluate', expression: e });
    this.endIfNoreturn(e);
  }

  protected endIfNoreturn(e: Expression): void {
    if (this.neverReturns(e)) this.leave();
  }

  protected neverReturns(e: Expression): boolean {
    if (isChoice(e)) return false;
    return this.context.noreturn.isCall(e) || evaluatedParts(e).some((p) => this.neverReturns(p));
  }

  /** Emits the steps of every choice in an expression; the rest is evaluated by who asked. */
  protected prepare(e: Expression): void {
    visitExpression(e, (part) => this.noteLabel(part));
    if (chooses(e)) this.prepareParts(e);
  }

  protected noteLabel(e: Expression): void {
    if (e.kind === 'labelAddress') this.addressed.add(e.nameId);
  }

  protected prepareParts(e: Expression): void {
    if (e.kind === 'conditional') this.conditional(e);
    else if (e.kind === 'statementExpression') this.statementExpression(e);
    else if (isChoice(e)) this.truthValue(e);
    else for (const part of evaluatedParts(e)) if (chooses(part)) this.prepareParts(part);
  }

  protected conditional(e: Expression & { kind: 'conditional' }): void {
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

  protected result(of: Expression, value: Expression | undefined): void {
    if (value) this.prepare(value);
    this.at.steps.push({ kind: 'result', of, value });
    if (value) this.endIfNoreturn(value);
  }

  protected statementExpression(e: Expression & { kind: 'statementExpression' }): void {
    const last = this.allButLast(e.body);
    this.result(e, last);
  }

  /** The value of `({ …; last; })`; undefined when it has none. */
  protected allButLast(body: CompoundStatement): Expression | undefined {
    const { statements } = body;
    const last = statements[statements.length - 1];
    for (const s of statements) {
      if (s === last && s.kind === 'expression') return s.expression;
      this.statement(s);
    }
    return undefined;
  }

  protected truthValue(e: Expression): void {
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
}
