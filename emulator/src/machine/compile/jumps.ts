/** `goto` and `return`. */
import type { Statement } from '../../../../language/src/syntax/ast.ts';
import { Fault } from '../run/fault.ts';
import { isScalar } from '../values/scalar-kind.ts';
import { castCode } from './cast.ts';
import { GOTO, R_RESULT, R_RETURN_SLOT, RETURN, type StatementCode } from './code.ts';
import { valueCode } from './expressions.ts';
import type { FunctionContext } from './function-context.ts';
import { simple, stepped } from './statement-code.ts';

export function gotoCode(c: FunctionContext, s: Statement & { kind: 'goto' }): StatementCode {
  const { machine } = c;
  const { labelId } = s;
  if (s.computed === undefined)
    return simple(() => {
      machine.gotoLabel = labelId;
      return GOTO;
    });
  const target = valueCode(c, s.computed).run;
  return simple((r) => {
    const address = target(r);
    for (const [label, at] of c.labelAddresses) {
      if (at !== address) continue;
      machine.gotoLabel = label;
      return GOTO;
    }
    throw new Fault('bad-call', 'a computed goto to something that is no label of the function');
  });
}

/** A step in a watched machine. */
export function returnCode(c: FunctionContext, s: Statement & { kind: 'return' }): StatementCode {
  const { machine } = c;
  const { token } = s;
  if (s.value === undefined)
    return stepped(
      c,
      token,
      simple(() => RETURN),
    );
  const value = valueCode(c, s.value);
  const kind = c.kind(c.returnType);
  if (kind === 'aggregate') {
    const size = c.sizeBytes(c.returnType);
    const copied = simple((r) => {
      machine.token = token;
      machine.memory.copy(r[R_RETURN_SLOT] as number, value.run(r) as number, size);
      r[R_RESULT] = r[R_RETURN_SLOT];
      return RETURN;
    });
    return stepped(c, token, copied);
  }
  const { run } = isScalar(kind) && isScalar(value.kind) ? castCode(value, kind) : value;
  const { watch } = machine;
  const site = c.site(token);
  if (watch && site)
    return simple((r) => {
      machine.token = token;
      watch.step(site);
      r[R_RESULT] = run(r);
      return RETURN;
    });
  return simple((r) => {
    machine.token = token;
    r[R_RESULT] = run(r);
    return RETURN;
  });
}
