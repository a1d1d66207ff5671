/** `while`, `do` and `for`. */
import type { Expression, Statement } from '../../../../language/src/syntax/ast.ts';
import { withCleanups } from './cleanups.ts';
import { BREAK, CONTINUE, NORMAL, type Regs, type Run, type StatementCode } from './code.ts';
import { valueCode } from './expressions.ts';
import type { FunctionContext } from './function-context.ts';
import { beginStep, conditionRun } from './statement-code.ts';
import { statementCode } from './statements.ts';

/** A loop from its test on; `step` runs after the body. */
function loop(
  c: FunctionContext,
  body: StatementCode,
  test: Run | undefined,
  step: Run | undefined,
  token: number,
) {
  const { machine } = c;
  const { watch } = machine;
  const { run } = body;
  // A watched machine counts each test; where there is none, each iteration.
  if (watch) return watchedLoop(run, test, step, test ? undefined : beginStep(c, token));
  return (r: Regs): number => {
    while (test === undefined || test(r) !== 0) {
      machine.countStep();
      const code = run(r);
      if (code !== NORMAL && code !== CONTINUE) {
        if (code === BREAK) return NORMAL;
        return code;
      }
      if (step !== undefined) step(r);
    }
    return NORMAL;
  };
}

function watchedLoop(
  run: (r: Regs) => number,
  test: Run | undefined,
  step: Run | undefined,
  begin: (() => void) | undefined,
) {
  return (r: Regs): number => {
    while (test === undefined || test(r) !== 0) {
      begin?.();
      const code = run(r);
      if (code !== NORMAL && code !== CONTINUE) return code === BREAK ? NORMAL : code;
      if (step !== undefined) step(r);
    }
    return NORMAL;
  };
}

/** Entering a loop at a label: the body from there, then the loop goes on. */
function entered(
  body: StatementCode,
  after: (r: Regs) => number,
): (r: Regs, label: number) => number {
  return (r, label) => {
    const code = body.enter(r, label);
    if (code === BREAK) return NORMAL;
    return code === NORMAL || code === CONTINUE ? after(r) : code;
  };
}

/** The third expression of `for`: no step of its own but in a watched machine. */
function stepRun(c: FunctionContext, e: Expression): Run {
  return c.machine.watch ? conditionRun(c, e, e.token) : valueCode(c, e).run;
}

export function whileCode(c: FunctionContext, s: Statement & { kind: 'while' }): StatementCode {
  const test = conditionRun(c, s.condition, s.condition.token);
  const body = statementCode(c, s.body);
  const run = loop(c, body, test, undefined, s.token);
  return { run, labels: body.labels, enter: entered(body, run) };
}

export function doCode(c: FunctionContext, s: Statement & { kind: 'do' }): StatementCode {
  const body = statementCode(c, s.body);
  const test = conditionRun(c, s.condition, s.condition.token);
  const again = loop(c, body, test, undefined, s.token);
  const run = (r: Regs): number => {
    const code = body.run(r);
    if (code === BREAK) return NORMAL;
    return code === NORMAL || code === CONTINUE ? again(r) : code;
  };
  return { run, labels: body.labels, enter: entered(body, again) };
}

export function forCode(c: FunctionContext, s: Statement & { kind: 'for' }): StatementCode {
  const cleanups = c.openBlock();
  const init = s.init && statementCode(c, s.init);
  const test = s.condition && conditionRun(c, s.condition, s.condition.token);
  const step = s.step && stepRun(c, s.step);
  const body = statementCode(c, s.body);
  c.closeBlock();
  const again = loop(c, body, test, step, s.token);
  const run = (r: Regs): number => (init ? init.run(r) : NORMAL) || again(r);
  const enter = entered(body, (r) => {
    if (step) step(r);
    return again(r);
  });
  const code = { run, labels: body.labels, enter };
  return withCleanups(c.machine, code, cleanups);
}
