/** Conditions: each way that `&&`, `||`, `?:` and `!` can go is an edge. */
import { P_ANDAND, P_EQ, P_NE, P_OROR } from '../../../language/src/lexer/spellings.ts';
import type { CompoundStatement, Expression } from '../../../language/src/syntax/ast.ts';
import { constantValue } from '../../../language/src/typing/constant.ts';
import { FlowBlocks } from './flow-blocks.ts';
import type { Block } from './flow-graph.ts';

export abstract class ConditionFlow extends FlowBlocks {
  protected abstract prepare(e: Expression): void;
  protected abstract evaluate(e: Expression): void;
  protected abstract allButLast(body: CompoundStatement): Expression | undefined;

  /** Goes on at `yes` or at `no`, as the condition says. */
  protected branch(e: Expression, yes: Block, no: Block): void {
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
  protected bareCondition(e: Expression): Expression {
    if (e.kind === 'generic') return e.chosen?.expression ?? e;
    if (e.kind === 'choose') return e.chosen ?? e;
    if (e.kind === 'cast' && e.type.kind === 'integer') return e.operand;
    if (e.kind !== 'call' || e.callee.kind !== 'identifier') return e;
    const isExpect = /^__builtin_expect(_with_probability)?$/.test(
      this.context.text(e.callee.nameId),
    );
    return isExpect ? (e.args[0] ?? e) : e;
  }

  protected binaryBranch(e: Expression & { kind: 'binary' }, yes: Block, no: Block): void {
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

  protected isZero(e: Expression): boolean {
    return constantValue(this.context.constants, e) === 0n;
  }

  protected conditionalBranch(
    e: Expression & { kind: 'conditional' },
    yes: Block,
    no: Block,
  ): void {
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

  protected test(condition: Expression, yes: Block, no: Block): void {
    this.prepare(condition);
    this.edge(this.at, yes, { kind: 'test', condition, truth: true });
    this.edge(this.at, no, { kind: 'test', condition, truth: false });
  }
}
