/** Arithmetic on addresses: members, elements, pointers and integers. */
import type { Expression } from '../../../../language/src/syntax/ast.ts';
import { resolve } from '../../../../language/src/types/types.ts';
import { isVariable } from '../../../../language/src/types/variable-size.ts';
import { Fault } from '../run/fault.ts';
import { stepAddress } from '../values/halves.ts';
import { wideOf } from '../values/kind-conversion.ts';
import type { Kind, Value } from '../values/scalar-kind.ts';
import { castCode } from './cast.ts';
import type { Code, Regs, Run } from './code.ts';
import { valueCode } from './expressions.ts';
import type { FunctionContext } from './function-context.ts';
import { addressOf } from './places.ts';
import { sizeCode } from './sizes.ts';

/** The same value as an address. */
export function asPointer(c: FunctionContext, code: Code): Code {
  return { ...code, kind: c.pointerKind };
}

/** An address some bytes further on. */
export function offsetAddress(c: FunctionContext, base: Code, offsetBytes: number): Code {
  if (offsetBytes === 0) return asPointer(c, base);
  if (typeof base.constant === 'number') return c.address(base.constant + offsetBytes);
  const { reg, run } = base;
  const wrap = pointerSum(c.pointerKind);
  if (reg !== undefined)
    return {
      kind: c.pointerKind,
      plain: true,
      baseReg: reg,
      offsetBytes,
      run: (r) => {
        const a = r[reg];
        return typeof a === 'number' ? a + offsetBytes : wrap(a, offsetBytes);
      },
    };
  const whole: Run = (r) => {
    const a = run(r);
    return typeof a === 'number' ? a + offsetBytes : wrap(a, offsetBytes);
  };
  if (base.baseReg === undefined) return { kind: c.pointerKind, run: whole };
  const behind = (base.offsetBytes ?? 0) + offsetBytes;
  return { kind: c.pointerKind, run: whole, baseReg: base.baseReg, offsetBytes: behind };
}

/** The sum of an address and a signed number of bytes, wrapped to the pointer's width. */
function pointerSum(kind: Kind): (a: Value, bytes: Value) => Value {
  if (kind === 'u32') return (a, bytes) => ((a as number) + Number(bytes)) >>> 0;
  const { add } = wideOf('u64');
  return (a, bytes) =>
    typeof a === 'bigint' && typeof bytes === 'number' ? stepAddress(a, bytes) : add(a, bytes);
}

/** `&object[index]`, either of which may be the pointer. @param baseReg takes the pointer's value */
export function elementAddress(
  c: FunctionContext,
  object: Expression,
  index: Expression,
  baseReg?: number,
): Code {
  const first = resolve(object.type).kind;
  const isPointer = first === 'pointer' || first === 'array' || first === 'vector';
  const [pointer, count] = isPointer ? [object, index] : [index, object];
  const t = resolve(pointer.type);
  if (t.kind !== 'pointer' && t.kind !== 'array' && t.kind !== 'vector')
    throw new Fault('unsupported', 'an index without an array');
  const element = t.kind === 'pointer' ? t.pointee : t.element;
  const pointerCode = t.kind === 'vector' ? addressOf(c, pointer) : valueCode(c, pointer);
  const base = baseReg === undefined ? pointerCode : held(pointerCode, baseReg);
  return steppedAddress(c, base, valueCode(c, count), sizeCode(c, element), isVariable(element));
}

function held({ kind, run }: Code, reg: number): Code {
  return {
    kind,
    run: (r) => {
      const v = run(r);
      r[reg] = v;
      return v;
    },
  };
}

/** A pointer plus a count of elements. */
export function steppedAddress(
  c: FunctionContext,
  base: Code,
  count: Code,
  size: Code,
  variable: boolean,
): Code {
  const kind = c.pointerKind;
  const wrap = pointerSum(kind);
  const signedCount = castCode(count, count.kind === 'u64' ? 'i64' : count.kind);
  const from = base.run;
  if (variable) {
    const n = signedCount.run;
    const bytes = size.run;
    return { kind, run: (r) => wrap(from(r), Number(n(r)) * (bytes(r) as number)) };
  }
  const step = size.constant as number;
  if (typeof signedCount.constant === 'number')
    return offsetSigned(c, base, signedCount.constant * step);
  return { kind, run: stepRun(from, signedCount, step, wrap) };
}

function stepRun(
  from: Run,
  count: Code,
  step: number,
  wrap: (a: Value, bytes: Value) => Value,
): Run {
  const sum = (a: Value, n: Value): Value => {
    if (typeof a === 'number' && typeof n === 'number') {
      const at = a + n * step;
      if (at >= 0 && at <= 4294967295) return at;
    }
    return wrap(a, typeof n === 'number' ? n * step : n * BigInt(step));
  };
  const { reg, run } = count;
  if (reg !== undefined) return (r: Regs) => sum(from(r), r[reg]);
  return (r: Regs) => sum(from(r), run(r));
}

function offsetSigned(c: FunctionContext, base: Code, bytes: number): Code {
  if (bytes >= 0 && c.pointerKind === 'u64') return offsetAddress(c, base, bytes);
  const wrap = pointerSum(c.pointerKind);
  const { run } = base;
  return { kind: c.pointerKind, run: (r) => wrap(run(r), bytes) };
}
