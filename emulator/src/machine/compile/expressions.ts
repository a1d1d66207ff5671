/** Expressions to code. Operators, calls and initialisers have files of their own. */
import type { Expression, IdentifierExpression } from '../../../../language/src/syntax/ast.ts';
import { literalUnits } from '../../../../language/src/syntax/literals.ts';
import type { ObjectSym } from '../../../../language/src/syntax/symbols.ts';
import { visitExpression } from '../../../../language/src/syntax/visit.ts';
import { type CType, resolve } from '../../../../language/src/types/types.ts';
import { constantValue } from '../../../../language/src/typing/constant.ts';
import { Fault } from '../run/fault.ts';
import { isScalar } from '../values/scalar-kind.ts';
import { shorten } from '../values/wide.ts';
import { loadCode, readPlace, storeRun, storeValue } from './access.ts';
import { steppedAddress } from './addresses.ts';
import { assignCode, incrementCode } from './assign.ts';
import { builtinReference } from './builtins.ts';
import { callCode } from './call.ts';
import { castCode } from './cast.ts';
import { type Code, constant, type Regs, thenRun } from './code.ts';
import type { FunctionContext } from './function-context.ts';
import { stackPointerCode } from './global-registers.ts';
import { objectAddress } from './objects.ts';
import { binaryCode, conditionalCode, unaryCode } from './operators.ts';
import { placeOf } from './places.ts';
import { fixSizes, memberAddress, sizeCode } from './sizes.ts';
import { statementExpression } from './statement-expression.ts';
import { vaArgCode } from './variadic.ts';

/** The value of an expression; arrays and functions become addresses (C11 6.3.2.1). */
export function valueCode(c: FunctionContext, e: Expression): Code {
  switch (e.kind) {
    case 'integer':
      return constant(c.kind(e.type), shorten(e.value));
    case 'float': {
      const kind = c.kind(e.type);
      if (kind === 'unsupported') throw new Fault('unsupported', 'a complex constant');
      if (kind === 'long double' && !Number.isFinite(e.value))
        throw new Fault(
          'unsupported',
          'a constant beyond double, as which long double is computed',
        );
      return constant(kind, kind === 'f32' ? Math.fround(e.value) : e.value);
    }
    case 'string':
      return c.address(stringAddress(c, e));
    case 'identifier':
      return identifierCode(c, e);
    case 'member':
    case 'index':
    case 'compoundLiteral':
      return fromPlace(c, e);
    case 'call':
      return callCode(c, e);
    case 'unary':
      if (e.operator === '*') return fromPlace(c, e);
      if (/[+-]{2}/.test(e.operator)) return incrementCode(c, e);
      return unaryCode(c, e);
    case 'binary':
      return binaryCode(c, e);
    case 'assign':
      return assignCode(c, e);
    case 'conditional':
      return conditionalCode(c, e);
    case 'cast':
      return castExpression(c, e);
    case 'comma': {
      const left = valueCode(c, e.left).run;
      const right = valueCode(c, e.right);
      return { kind: right.kind, run: thenRun(left, right.run) };
    }
    case 'sizeof':
      return sizeofCode(c, e);
    case 'generic':
      return valueCode(c, chosen(e.chosen?.expression));
    case 'choose':
      return valueCode(c, chosen(e.chosen));
    case 'statementExpression':
      return statementExpression(c, e);
    case 'vaArg':
      return vaArgCode(c, e);
    case 'labelAddress':
      return c.address(labelAddress(c, e.nameId));
    case 'offsetof':
      return offsetofCode(c, e);
    default:
      return foldedCode(c, e);
  }
}

function chosen(e: Expression | undefined): Expression {
  if (e === undefined) throw new Fault('unsupported', 'a choice that is not known');
  return e;
}

/** What only a constant can be: offsetof, types_compatible_p and their like. */
function foldedCode(c: FunctionContext, e: Expression): Code {
  const value = constantValue(c.parser, e);
  if (value === undefined)
    throw new Fault('unsupported', `an expression (${e.kind}) is not understood`);
  return constant(c.kind(e.type), shorten(value));
}

/** With an index that is known only in the run, each step is added up there. */
function offsetofCode(c: FunctionContext, e: Expression & { kind: 'offsetof' }): Code {
  if (constantValue(c.parser, e) !== undefined) return foldedCode(c, e);
  let sum = constant(c.pointerKind, 0);
  let type: CType = e.typeName.type;
  for (const d of e.designators) {
    const t = resolve(type);
    if (d.index && t.kind === 'array') {
      sum = steppedAddress(c, sum, valueCode(c, d.index), sizeCode(c, t.element), true);
      type = t.element;
    } else {
      sum = memberAddress(c, sum, d.record, d.path);
      type = d.path[d.path.length - 1].type;
    }
  }
  return castCode(sum, c.kind(e.type));
}

function fromPlace(c: FunctionContext, e: Expression): Code {
  const place = placeOf(c, e);
  const t = resolve(e.type);
  if ((t.kind === 'array' || t.kind === 'function') && place.where === 'memory')
    return { ...place.address, kind: c.pointerKind };
  return readPlace(c, place);
}

function identifierCode(c: FunctionContext, e: IdentifierExpression): Code {
  const { symbol } = e;
  if (symbol?.kind === 'enumerator') return constant(c.kind(e.type), shorten(symbol.value));
  if (symbol === undefined || symbol.kind === 'typedef') return builtinReference(c, e);
  const stackPointer = stackPointerCode(c, symbol);
  if (stackPointer) return stackPointer;
  if (resolve(symbol.type).kind === 'function')
    return c.address(c.machine.functionAddress(symbol.name, c.owner));
  return fromPlace(c, e);
}

/** Lengths that are written in the type are computed first, as gcc does. */
function castExpression(c: FunctionContext, e: Expression & { kind: 'cast' }): Code {
  const sizes: ((r: Regs) => void)[] = [];
  fixSizes(c, e.typeName.type, sizes);
  const code = castOperand(c, e);
  if (sizes.length === 0) return code;
  const { run } = code;
  return {
    kind: code.kind,
    run: (r) => {
      for (const size of sizes) size(r);
      return run(r);
    },
  };
}

function castOperand(c: FunctionContext, e: Expression & { kind: 'cast' }): Code {
  const operand = valueCode(c, e.operand);
  const to = c.kind(e.type);
  if (to === 'void' || (isScalar(to) && isScalar(operand.kind))) {
    const { reg: _, ...code } = castCode(operand, to);
    return code;
  }
  return castAggregate(c, e, operand, to);
}

/** A union from one of its members (GNU), a vector from another, a record from itself. */
function castAggregate(
  c: FunctionContext,
  e: Expression & { kind: 'cast' },
  operand: Code,
  to: Code['kind'],
): Code {
  const { memory } = c.machine;
  const from = operand.kind;
  if (from === 'aggregate' && to === 'aggregate') return operand;
  const offset = c.reserve(Math.max(16, c.sizeBytes(e.type)), 16);
  const at = c.frameAddress(offset);
  if (to === 'aggregate' && isScalar(from)) {
    const store = storeRun(memory, from, at, operand.run);
    return { kind: to, run: thenRun(store, at.run) };
  }
  if (from === 'aggregate' && isScalar(to))
    return loadCode(memory, to, { ...operand, kind: c.pointerKind });
  throw new Fault('unsupported', 'a cast between these types');
}

function sizeofCode(c: FunctionContext, e: Expression & { kind: 'sizeof' }): Code {
  const value = constantValue(c.parser, e);
  if (value !== undefined) return constant(c.kind(e.type), shorten(value));
  // An operand of variable size is evaluated (C11 6.5.3.4p2).
  const first = e.operand && hasEffects(e.operand) ? valueCode(c, e.operand).run : undefined;
  const size = sizeCode(c, (e.typeName?.type ?? e.operand?.type) as CType);
  return castCode(
    first ? { kind: size.kind, run: thenRun(first, size.run) } : size,
    c.kind(e.type),
  );
}

function hasEffects(e: Expression): boolean {
  let found = false;
  visitExpression(e, (inner) => {
    found ||= ['assign', 'call', 'statementExpression', 'cast'].includes(inner.kind);
    found ||= inner.kind === 'unary' && /[+-]{2}/.test(inner.operator);
  });
  return found;
}

function labelAddress(c: FunctionContext, nameId: number): number {
  const known = c.labelAddresses.get(nameId);
  if (known !== undefined) return known;
  const address = c.machine.codeAddress();
  c.labelAddresses.set(nameId, address);
  return address;
}

/** The bytes of adjacent literals with their final zero, as the elements' size wants them. */
export function stringUnits(c: FunctionContext, e: Expression & { kind: 'string' }): number[] {
  const t = resolve(e.type);
  const unitBytes = t.kind === 'array' ? c.sizeBytes(t.element) : 1;
  const { stream, interner } = c.parser;
  const units: number[] = [];
  for (let token = e.token; token < e.endToken; token++) {
    const text = interner.text(stream.ids[token]);
    if (/["']/.test(text)) units.push(...literalUnits(text, unitBytes));
  }
  if (units.length === 0 && t.kind === 'array' && (t.length ?? 1) > 1)
    units.push(...literalUnits(`"${c.functionName}"`, 1));
  units.push(0);
  return units;
}

/** A literal has one object for every place where it stands. */
function stringAddress(c: FunctionContext, e: Expression & { kind: 'string' }): number {
  const t = resolve(e.type);
  const unitBytes = t.kind === 'array' ? c.sizeBytes(t.element) : 1;
  const units = stringUnits(c, e);
  const { machine } = c;
  const key = `${unitBytes}:${units.join()}`;
  const known = machine.objectAddress(key);
  if (known !== undefined) return known;
  const size = units.length * unitBytes;
  const address = machine.allocateObject(key, size, Math.max(unitBytes, 1), 'a string literal');
  const kind = unitBytes === 4 ? 'u32' : unitBytes === 2 ? 'u16' : 'u8';
  machine.initialise(address, size, () => {
    for (const [i, unit] of units.entries())
      storeValue(machine.memory, kind, address + i * unitBytes, unit);
  });
  return address;
}

/** The address of a variable that is not the function's own. */
export function outerObject(c: FunctionContext, symbol: ObjectSym): Code {
  return c.address(objectAddress(c.machine, c.owner, symbol, c.labelAddresses));
}
