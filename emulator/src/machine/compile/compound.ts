/** Blocks: statements in order, jumps among them, and what is done when they are left. */
import type { CompoundStatement, Statement } from '../../../../language/src/syntax/ast.ts';
import { isVariable } from '../../../../language/src/types/variable-size.ts';
import type { Machine } from '../run/machine.ts';
import { type Cleanups, cleanUp, withCleanups } from './cleanups.ts';
import { GOTO, NORMAL, type Regs, type StatementCode } from './code.ts';
import type { FunctionContext } from './function-context.ts';
import { simple, union } from './statement-code.ts';
import { statementCode } from './statements.ts';

export function compoundCode(c: FunctionContext, s: CompoundStatement): StatementCode {
  const cleanups = c.openBlock();
  const codes = s.statements.map((inner, i) => statementCode(c.inStatement(i), inner));
  c.closeBlock();
  const isVariableBlock = s.statements.some(declaresVariable);
  const plain = sequence(c.machine, codes, cleanups);
  const block = isVariableBlock ? withStack(c.machine, plain) : plain;
  return withCleanups(c.machine, block, cleanups);
}

function declaresVariable(s: Statement): boolean {
  return (
    s.kind === 'declaration' && s.symbols.some((x) => x.kind === 'object' && isVariable(x.type))
  );
}

/** Arrays of variable length live until their block is left. */
function withStack(machine: Machine, block: StatementCode): StatementCode {
  return {
    labels: block.labels,
    run: (r) => {
      const { sp } = machine;
      const code = block.run(r);
      machine.releaseStack(sp);
      return code;
    },
    enter: block.enter,
  };
}

/** Statements one after the other, entered at any of their labels. */
export function sequence(
  machine: Machine,
  codes: readonly StatementCode[],
  cleanups: Cleanups,
): StatementCode {
  const labels = union(codes);
  const runs = codes.map((code) => code.run);
  const count = runs.length;
  if (labels.size === 0) {
    if (count === 1) return codes[0];
    return simple(chained(runs));
  }
  const from = (r: Regs, start: number, first: number): number => {
    let code = first;
    for (let i = start; ; ) {
      if (code === GOTO && labels.has(machine.gotoLabel)) {
        if (machine.watch === undefined) machine.countStep();
        const label = machine.gotoLabel;
        i = codes.findIndex((inner) => inner.labels.has(label));
        // A jump back leaves the scope of what was declared since.
        if (cleanups.length > 0) cleanUp(machine, cleanups, r, i);
        code = codes[i].enter(r, label);
      } else if (code !== NORMAL) return code;
      else {
        if (++i >= count) return NORMAL;
        code = runs[i](r);
      }
    }
  };
  return {
    labels,
    run: (r) => from(r, -1, NORMAL),
    enter: (r, label) => {
      machine.gotoLabel = label;
      return from(r, 0, GOTO);
    },
  };
}

/** Statements one after the other, four to a call: a loop over them would cost more than they do. */
function chained(runs: readonly ((r: Regs) => number)[]): (r: Regs) => number {
  if (runs.length === 0) return () => NORMAL;
  const [a, b, c] = runs;
  if (runs.length === 1) return a;
  if (runs.length === 2) return (r) => a(r) || b(r);
  if (runs.length === 3) return (r) => a(r) || b(r) || c(r);
  if (runs.length > 16) {
    // Halves, so that a body of ten thousand statements does not nest that deep.
    const middle = runs.length >> 1;
    const [first, second] = [chained(runs.slice(0, middle)), chained(runs.slice(middle))];
    return (r) => first(r) || second(r);
  }
  const rest = chained(runs.slice(3));
  return (r) => a(r) || b(r) || c(r) || rest(r);
}
