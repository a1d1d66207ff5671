import type { Regs, StatementCode } from './code.ts';
import type { FunctionContext } from './function-context.ts';
import { LongJump } from './setjmp.ts';

/** Runs a function's body; one that calls setjmp is entered again where a longjmp leads. */
export function bodyRun(c: FunctionContext, body: StatementCode): (r: Regs) => number {
  if (!c.hasSetjmp) return body.run;
  const { machine } = c;
  return (r) => {
    const { depth } = machine;
    let next = (): number => body.run(r);
    for (;;) {
      try {
        return next();
      } catch (error) {
        if (!(error instanceof LongJump) || error.regs !== r) throw error;
        machine.unwind(depth, error.sp);
        machine.pendingJump = error;
        next = () => body.enter(r, error.label);
      }
    }
  };
}
