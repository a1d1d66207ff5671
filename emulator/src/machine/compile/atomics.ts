/** `__atomic_*` and `__sync_*`: one thread runs, so each is the plain operation. */

import {
  P_AMP,
  P_CARET,
  P_MINUS,
  P_PIPE,
  P_PLUS,
} from '../../../../language/src/lexer/spellings.ts';
import type { CallExpression } from '../../../../language/src/syntax/ast.ts';
import { type CType, pointeeOf } from '../../../../language/src/types/types.ts';
import type { Kind, Value } from '../values/scalar-kind.ts';
import { loadCode, storeRun, storeValue } from './access.ts';
import { castCode } from './cast.ts';
import { type Code, constant, type Run } from './code.ts';
import { valueCode } from './expressions.ts';
import type { FunctionContext } from './function-context.ts';
import { operate, unaryResult } from './operators.ts';

const OPERATORS: Record<string, number | undefined> = {
  add: P_PLUS, sub: P_MINUS, and: P_AMP, or: P_PIPE, xor: P_CARET, nand: P_AMP,
}; // biome-ignore format: a table

export function atomicCall(c: FunctionContext, name: string, e: CallExpression): Code | undefined {
  if (/_(thread_fence|signal_fence)$|_synchronize$/.test(name))
    return { kind: 'void', run: () => 0 };
  if (/lock_free$/.test(name)) return constant('bool', 1);
  const type = e.args[0] && pointeeOf(e.args[0].type);
  if (type === undefined) return undefined;
  const update = /^__(?:atomic|sync)_(?:fetch_(\w+)|(\w+?)_(?:and_)?fetch)$/.exec(
    name.replace('fetch_and_', 'fetch_'),
  );
  const operator = update ? OPERATORS[(update[1] ?? update[2]) as string] : undefined;
  if (update && operator !== undefined)
    return fetchCode(c, e, type, operator, update[1] !== undefined, name.includes('nand'));
  return exchangeCode(c, name.replace(/^__(atomic|sync)_/, ''), e, type);
}

/** Reads, changes and writes; gives the value before or after. */
function fetchCode(
  c: FunctionContext,
  e: CallExpression,
  type: CType,
  operator: number,
  before: boolean,
  negate: boolean,
): Code {
  const kind = c.kind(type);
  const { memory } = c.machine;
  const [at, old] = [c.register(), c.register()];
  const address: Code = { kind: c.pointerKind, run: (r) => r[at], reg: at };
  const load = loadCode(memory, kind, address).run;
  const held: Code = { kind, run: (r) => r[old], reg: old };
  const work: Kind =
    kind.endsWith('8') && kind.length === 2
      ? 'i32'
      : kind.endsWith('16')
        ? 'i32'
        : kind === 'bool'
          ? 'i32'
          : kind;
  const sum = operate(
    work,
    operator,
    castCode(held, work),
    castCode(valueCode(c, e.args[1]), work),
  );
  const result = castCode(negate ? unaryResult(work, sum) : sum, kind);
  const store = storeRun(memory, kind, address, result.run);
  const pointer = valueCode(c, e.args[0]).run;
  return {
    kind,
    run: (r) => {
      r[at] = pointer(r);
      r[old] = load(r);
      const after = store(r);
      return before ? r[old] : after;
    },
  };
}

function exchangeCode(
  c: FunctionContext,
  name: string,
  e: CallExpression,
  type: CType,
): Code | undefined {
  const { memory } = c.machine;
  const kind = c.kind(type);
  const codes = e.args.map((a) => valueCode(c, a));
  const p = codes[0].run;
  const size = c.sizeBytes(type);
  const value = (i: number): Run => castCode(codes[i], kind).run;
  const read = (at: Value): Value => loadCode(memory, kind, constant(c.pointerKind, at)).run([]);
  switch (name) {
    case 'load_n': return loadCode(memory, kind, codes[0]);
    case 'store_n': return { ...c.address(0), kind: 'void', run: storeRun(memory, kind, codes[0], value(1)) };
    case 'load': return move(c, codes[1].run, p, size);
    case 'store': return move(c, p, codes[1].run, size);
    case 'exchange': return exchangeBytes(c, p, codes[1].run, codes[2].run, size);
    case 'compare_exchange': return compareBytes(c, p, codes[1].run, codes[2].run, size);
    case 'clear': case 'lock_release': return { kind: 'void', run: (r) => { storeValue(memory, kind, p(r) as number, 0); return 0; } };
    case 'test_and_set': return { kind: 'bool', run: (r) => { const at = p(r) as number; const old = memory.u8(at); memory.setU8(at, 1); return old === 0 ? 0 : 1; } };
    case 'exchange_n': case 'lock_test_and_set': { const v = value(1); return { kind, run: (r) => { const at = p(r); const old = read(at); storeValue(memory, kind, at as number, v(r)); return old; } }; }
    case 'bool_compare_and_swap': case 'val_compare_and_swap': {
      const [x, y] = [value(1), value(2)];
      const isBool = name.startsWith('bool');
      return { kind: isBool ? 'bool' : kind, run: (r) => { const at = p(r); const old = read(at); const same = old === x(r); const next = y(r); if (same) storeValue(memory, kind, at as number, next); return isBool ? (same ? 1 : 0) : old; } };
    }
    case 'compare_exchange_n': {
      const expected = codes[1].run;
      const y = value(2);
      return { kind: 'bool', run: (r) => { const at = p(r); const there = expected(r); const old = read(at); const same = old === read(there); storeValue(memory, kind, (same ? at : there) as number, same ? y(r) : old); return same ? 1 : 0; } };
    }
    default: return undefined;
  } // biome-ignore format: a table
}

/** Objects of any type: what is there goes to `old`, and `next` comes in its place. */
function exchangeBytes(c: FunctionContext, at: Run, next: Run, old: Run, size: number): Code {
  const { memory } = c.machine;
  return {
    kind: 'void',
    run: (r) => {
      const bytes = memory.read(next(r) as number, size).slice();
      memory.copy(old(r) as number, at(r) as number, size);
      memory.write(at(r) as number, bytes);
      return 0;
    },
  };
}

function compareBytes(c: FunctionContext, at: Run, expected: Run, next: Run, size: number): Code {
  const { memory } = c.machine;
  return {
    kind: 'bool',
    run: (r) => {
      const [to, there] = [at(r) as number, expected(r) as number];
      const [old, wanted] = [memory.read(to, size), memory.read(there, size)];
      const isSame = old.every((byte, i) => byte === wanted[i]);
      if (isSame) memory.copy(to, next(r) as number, size);
      else memory.copy(there, to, size);
      return isSame ? 1 : 0;
    },
  };
}

function move(c: FunctionContext, to: Run, from: Run, sizeBytes: number): Code {
  const { memory } = c.machine;
  return {
    kind: 'void',
    run: (r) => {
      memory.copy(to(r) as number, from(r) as number, sizeBytes);
      return 0;
    },
  };
}
