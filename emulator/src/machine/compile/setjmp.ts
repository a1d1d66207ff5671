import type { CallExpression } from '../../../../language/src/syntax/ast.ts';
import { Fault } from '../run/fault.ts';
import type { Native } from '../run/function-entry.ts';
import type { Value } from '../values/scalar-kind.ts';
import type { Code, Regs } from './code.ts';
import { valueCode } from './expressions.ts';
import type { FunctionContext } from './function-context.ts';

/** `longjmp` on its way to the call of `setjmp`. */
export class LongJump {
  readonly regs: Regs;
  readonly label: number;
  readonly value: Value;
  /** The stack as it was at the call of `setjmp`: what alloca() gave before stays. */
  readonly sp: number;

  constructor({ regs, label, sp }: JumpPoint, value: Value) {
    this.regs = regs;
    this.label = label;
    this.sp = sp;
    this.value = value;
  }
}

/** What `setjmp` remembers of its call. */
export interface JumpPoint {
  readonly regs: Regs;
  readonly label: number;
  readonly depth: number;
  readonly sp: number;
}

/**
 * `setjmp`: the buffer's first word numbers the jump point. A longjmp enters the statement that
 * holds the call once more, and the call then gives the other value.
 */
export function setjmpCode(c: FunctionContext, e: CallExpression): Code {
  if (e.args[0] === undefined) throw new Fault('unsupported', 'setjmp without a buffer');
  const buffer = valueCode(c, e.args[0]).run;
  if (c.setjmpLabel === 0) c.setjmpLabel = c.newLabel();
  c.hasSetjmp = true;
  const label = c.setjmpLabel;
  const { machine } = c;
  return {
    kind: 'i32',
    run: (r) => {
      const pending = machine.pendingJump;
      if (pending?.regs === r && pending.label === label) {
        machine.pendingJump = undefined;
        return pending.value;
      }
      const { depth, sp } = machine;
      machine.jumpPoints.push({ regs: r, label, depth, sp });
      machine.memory.setU32(buffer(r) as number, machine.jumpPoints.length);
      return 0;
    },
  };
}

/** `longjmp`: never returns. */
export const longjmp: Native = (machine, args) => {
  const number = machine.memory.u32(args[0] as number);
  const point = machine.jumpPoints[number - 1];
  if (point === undefined)
    throw new Fault('bad-call', 'longjmp to a buffer that setjmp never filled');
  throw new LongJump(point, args[1] === 0 ? 1 : (args[1] ?? 1));
};
