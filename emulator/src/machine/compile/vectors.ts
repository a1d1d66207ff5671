/** GNU vectors: every operation is done element by element, in memory. */

import { P_CARET, P_EQ, P_MINUS } from '../../../../language/src/lexer/spellings.ts';
import type {
  BinaryExpression,
  Expression,
  UnaryExpression,
} from '../../../../language/src/syntax/ast.ts';
import { type CType, resolve } from '../../../../language/src/types/types.ts';
import { constantNumber } from '../../../../language/src/typing/constant.ts';
import { Fault } from '../run/fault.ts';
import { loadCode, storeRun } from './access.ts';
import { offsetAddress } from './addresses.ts';
import { isComparison } from './arithmetic.ts';
import { castCode } from './cast.ts';
import { type Code, constant, type Run } from './code.ts';
import { valueCode } from './expressions.ts';
import type { FunctionContext } from './function-context.ts';
import { operate } from './operators.ts';

function vectorOf(type: CType): { element: CType; sizeBytes: number } {
  const t = resolve(type);
  if (t.kind !== 'vector') throw new Fault('unsupported', 'a vector operation on no vector');
  return t;
}

/** `i`-th element of an operand; a scalar stands for every element. */
function elements(c: FunctionContext, e: Expression, count: number, setup: Run[]): Code[] {
  const value = valueCode(c, e);
  const t = resolve(e.type);
  const hold = c.register();
  setup.push((r) => {
    r[hold] = value.run(r);
    return 0;
  });
  const base: Code = {
    kind: t.kind === 'vector' ? c.pointerKind : value.kind,
    run: (r) => r[hold],
    reg: hold,
  };
  if (t.kind !== 'vector') return Array.from({ length: count }, () => base);
  const kind = c.kind(t.element);
  const size = c.sizeBytes(t.element);
  return Array.from({ length: count }, (_, i) =>
    loadCode(c.machine.memory, kind, offsetAddress(c, base, i * size)),
  );
}

export function vectorBinary(c: FunctionContext, e: BinaryExpression): Code {
  return vectorOperation(c, e.operator, e.left, e.right);
}

/** The result's bytes lie in the frame. */
export function vectorOperation(
  c: FunctionContext,
  operator: number,
  left: Expression,
  right: Expression,
): Code {
  const isLeft = resolve(left.type).kind === 'vector';
  const { element, sizeBytes } = vectorOf(isLeft ? left.type : right.type);
  const step = c.sizeBytes(element);
  const count = sizeBytes / step;
  const setup: Run[] = [];
  const a = elements(c, left, count, setup);
  const b = elements(c, right, count, setup);
  const kind = c.kind(element);
  const result = isComparison(operator) ? (`i${8 * step}` as Code['kind']) : kind;
  const codes = a.map((x, i) => {
    const code = castCode(promoted(operator, kind, x, b[i]), result);
    return isComparison(operator) ? maskOf(code) : code;
  });
  return assembled(c, setup, codes, result, step);
}

/** Narrow elements are computed with as int and cut again. */
function promoted(operator: number, kind: Code['kind'], a: Code, b: Code): Code {
  const isNarrow = ['i8', 'u8', 'i16', 'u16'].includes(kind);
  const x = castCode(a, kind);
  const y = castCode(b, kind);
  const work = isNarrow ? 'i32' : kind;
  const code = operate(work, operator, castCode(x, work), castCode(y, work));
  return isComparison(operator) ? { ...code, kind: 'i32' } : castCode(code, kind);
}

/** True is all bits set. */
function maskOf({ kind, run }: Code): Code {
  return { kind, run: (r) => (run(r) !== 0 ? -1 : 0) };
}

function assembled(
  c: FunctionContext,
  setup: readonly Run[],
  codes: readonly Code[],
  kind: Code['kind'],
  step: number,
): Code {
  const base = c.frameAddress(c.reserve(codes.length * step, 16));
  // All elements are read before one is written: the operands may share the result's bytes.
  const holds = codes.map(() => c.register());
  const stores = codes.map((_, i) =>
    storeRun(c.machine.memory, kind, offsetAddress(c, base, i * step), (r) => r[holds[i]]),
  );
  return {
    kind: 'aggregate',
    run: (r) => {
      for (const run of setup) run(r);
      for (const [i, code] of codes.entries()) r[holds[i]] = code.run(r);
      for (const store of stores) store(r);
      return base.run(r);
    },
  };
}

export function vectorUnary(c: FunctionContext, e: UnaryExpression): Code {
  const { element, sizeBytes } = vectorOf(e.operand.type);
  const step = c.sizeBytes(element);
  const kind = c.kind(element);
  const setup: Run[] = [];
  const operands = elements(c, e.operand, sizeBytes / step, setup);
  if (e.operator === '+') return valueCode(c, e.operand);
  const codes = operands.map((x) => {
    if (e.operator === '-')
      return kind === 'f32' || kind === 'f64'
        ? { kind, run: (r: Parameters<Run>[0]) => -(x.run(r) as number) }
        : promoted(P_MINUS, kind, constant(kind, 0), x);
    if (e.operator === '~') return promoted(P_CARET, kind, castCode(constant('i32', -1), kind), x);
    return maskOf(castCode(promoted(P_EQ, kind, x, constant(kind, 0)), kind));
  });
  return assembled(c, setup, codes, kind, step);
}

/** `__builtin_convertvector`: each element as the other type. */
export function convertVector(c: FunctionContext, operand: Expression, type: CType): Code {
  const from = vectorOf(operand.type);
  const to = vectorOf(type);
  const setup: Run[] = [];
  const count = from.sizeBytes / c.sizeBytes(from.element);
  const kind = c.kind(to.element);
  const codes = elements(c, operand, count, setup).map((code) => castCode(code, kind));
  return assembled(c, setup, codes, kind, c.sizeBytes(to.element));
}

/** `__builtin_shuffle(a, mask)`, `__builtin_shuffle(a, b, mask)`: elements chosen in the run. */
export function shuffle(c: FunctionContext, args: readonly Expression[]): Code {
  const mask = args[args.length - 1];
  const { element, sizeBytes } = vectorOf(args[0].type);
  const step = c.sizeBytes(element);
  const count = sizeBytes / step;
  const setup: Run[] = [];
  const sources = args.slice(0, -1).flatMap((e) => elements(c, e, count, setup));
  const chosen = elements(c, mask, count, setup);
  const kind = c.kind(element);
  const last = BigInt(sources.length - 1);
  const codes = chosen.map(
    (index): Code => ({ kind, run: (r) => sources[Number(BigInt(index.run(r)) & last)].run(r) }),
  );
  return assembled(c, setup, codes, kind, step);
}

/** `__builtin_shufflevector(a, b, i...)`: elements chosen by constants; -1 chooses any. */
export function shuffleVector(c: FunctionContext, args: readonly Expression[]): Code {
  const [a, b, ...indices] = args;
  const { element } = vectorOf(a.type);
  const step = c.sizeBytes(element);
  const setup: Run[] = [];
  const sources = [a, b].flatMap((e) => elements(c, e, vectorOf(e.type).sizeBytes / step, setup));
  const codes = indices.map((e) => {
    const index = constantNumber(c.parser, e);
    if (index === undefined)
      throw new Fault('unsupported', 'a shuffle whose indices are no constants');
    return sources[Math.max(index, 0)];
  });
  return assembled(c, setup, codes, c.kind(element), step);
}
