import { type CType, resolve } from '../../../language/src/types/types.ts';
import { castCode } from './cast.ts';
import { type Code, constant } from './code.ts';
import { valueCode } from './expressions.ts';
import { Fault } from './fault.ts';
import type { FunctionContext } from './function-context.ts';

/** True when a size is known only in the run. */
export function isVariable(type: CType): boolean {
  const t = resolve(type);
  if (t.kind !== 'array') return false;
  return t.variableLength !== undefined || isVariable(t.element);
}

/** The size in bytes: a constant, what the declaration computed, or the length times the element. */
export function sizeCode(c: FunctionContext, type: CType): Code {
  const t = resolve(type);
  if (!isVariable(t) || t.kind !== 'array') return constant(c.pointerKind, c.sizeBytes(type));
  const known = c.sizeRegisters.get(t);
  if (known !== undefined) return { kind: c.pointerKind, run: (r) => r[known], reg: known };
  const element = sizeCode(c, t.element).run;
  if (t.variableLength === undefined) {
    const length = t.length ?? 0;
    return { kind: c.pointerKind, run: (r) => length * (element(r) as number) };
  }
  const length = castCode(valueCode(c, t.variableLength), 'i64').run;
  return {
    kind: c.pointerKind,
    run: (r) => {
      const bytes = Number(length(r)) * (element(r) as number);
      if (bytes < 0) throw new Fault('out-of-bounds', 'an array of a negative length');
      return bytes;
    },
  };
}

/** Fixes the sizes inside a type when its declaration is reached (C11 6.7.6.2p2). */
export function fixSizes(
  c: FunctionContext,
  type: CType,
  out: ((r: (number | bigint)[]) => void)[],
): void {
  const t = resolve(type);
  if (t.kind === 'pointer') fixSizes(c, t.pointee, out);
  if (t.kind !== 'array' || !isVariable(t) || c.sizeRegisters.has(t)) return;
  fixSizes(c, t.element, out);
  const { run } = sizeCode(c, t);
  const reg = c.register();
  c.sizeRegisters.set(t, reg);
  out.push((r) => {
    r[reg] = run(r);
  });
}
