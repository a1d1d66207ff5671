/** The operands of an inline assembly statement: registers, memory, constants, flags. */
import type { AsmOperand, AsmStatement } from '../../../../../language/src/syntax/ast.ts';
import { resolve } from '../../../../../language/src/types/types.ts';
import { Fault } from '../../run/fault.ts';
import { isFloat, isScalar, isSigned, type Value } from '../../values/scalar-kind.ts';
import { shorten } from '../../values/wide.ts';
import type { CodeSite } from '../../watch/observer.ts';
import { accessAddress } from '../../watch/watched-access.ts';
import { readPlace, writePlace } from '../access.ts';
import type { Place, Regs, Run } from '../code.ts';
import { valueCode } from '../expressions.ts';
import type { FunctionContext } from '../function-context.ts';
import { stackPointerCode } from '../global-registers.ts';
import { placeOf } from '../places.ts';
import { literalText } from './literal-text.ts';

export interface Operand {
  readonly name: string | undefined;
  readonly constraint: string;
  /** Bytes of the C expression. */
  readonly sizeBytes: number;
  /** The register that holds it: one that the constraint names, or its own; undefined for memory. */
  readonly register: string | undefined;
  /** The value before; undefined for a plain output. */
  readonly load: Run | undefined;
  /** The address of a memory operand. */
  readonly address: Run | undefined;
  /** Takes the value after. */
  readonly store: ((r: Regs, value: bigint) => void) | undefined;
  /** The condition of an `=@cc` output. */
  readonly condition: string | undefined;
  readonly site: CodeSite | undefined;
}

/** The registers that constraint letters name. */
export type RegisterLetters = Readonly<Record<string, string>>;

/** How an architecture's constraints read. */
export interface OperandRules {
  readonly memory: RegExp;
  /** Letters of registers: an operand that may be in one or in memory is in a register. */
  readonly registers?: RegExp;
  readonly registerLetters: RegisterLetters;
}

/** Outputs first, then inputs: `%0` is the first. */
export function bindOperands(c: FunctionContext, s: AsmStatement, set: OperandRules): Operand[] {
  const operands: Operand[] = [];
  for (const operand of s.outputs) operands.push(bind(c, operand, operands, set, true));
  for (const operand of s.inputs) operands.push(bind(c, operand, operands, set, false));
  return operands;
}

function bind(
  c: FunctionContext,
  { token, constraintEndToken, symbolicNameId, expression }: AsmOperand,
  before: readonly Operand[],
  set: OperandRules,
  isOutput: boolean,
): Operand {
  const text = literalText(c, token, constraintEndToken);
  const constraint = text.replace(/[=+&%,]/g, '');
  const name = symbolicNameId === 0 ? undefined : c.parser.interner.text(symbolicNameId);
  const shared = { name, constraint: text, site: c.site(expression.token, expression) };
  const stackPointer = isStackPointer(c, expression);
  const inMemory =
    !stackPointer && set.memory.test(constraint) && !(set.registers ?? /[rqg]/).test(constraint);
  const isRead = !isOutput || text.includes('+');
  const sizeBytes = c.sizeBytes(expression.type);
  if (inMemory) {
    const place = memoryPlace(c, expression);
    return { ...shared, sizeBytes, register: undefined, load: undefined, store: undefined, condition: undefined, address: place.isLocal ? place.address.run : accessAddress(c, place).run };
  } // biome-ignore format: a record
  const condition = /^@cc(\w+)$/.exec(constraint)?.[1];
  const tied = /^\d+$/.exec(constraint);
  const own = `operand ${before.length}`;
  const register = tied
    ? before[Number(tied[0])]?.register
    : (fixed(constraint, set.registerLetters) ?? own);
  return {
    ...shared,
    sizeBytes,
    register,
    address: undefined,
    load: isRead ? (stackPointer ? () => c.machine.sp : scalarValue(c, expression)) : undefined,
    store: isOutput && !stackPointer ? storing(c, expression) : undefined,
    condition,
  };
}

/** The kernel's `current_stack_pointer`: a register that is an operand only to keep frames in order. */
function isStackPointer(c: FunctionContext, e: AsmOperand['expression']): boolean {
  const symbol = e.kind === 'identifier' ? e.symbol : undefined;
  return symbol?.kind === 'object' && stackPointerCode(c, symbol) !== undefined;
}

function fixed(constraint: string, letters: RegisterLetters): string | undefined {
  return constraint.length === 1 ? letters[constraint] : undefined;
}

function memoryPlace(c: FunctionContext, e: AsmOperand['expression']): Place & { where: 'memory' } {
  const place = placeOf(c, e);
  if (place.where === 'memory' && place.bits === undefined) return place;
  if (place.where === 'memory') throw new Fault('unsupported', 'a bit-field in inline assembly');
  throw new Fault('unsupported', 'a memory operand that is in a register');
}

/** A record that fits into a register, as an integer of its size: arm's `arch_spinlock_t`. */
function asInteger(c: FunctionContext, e: AsmOperand['expression']): Place | undefined {
  const { uchar, ushort, uint, ullong } = c.parser.types;
  const isRecord = resolve(e.type).kind === 'record';
  const size = isRecord ? c.sizeBytes(e.type) : 0;
  const type = [uchar, ushort, uint, ullong].find(({ sizeBytes }) => sizeBytes === size);
  return type && { ...placeOf(c, e), type };
}

function scalarValue(c: FunctionContext, e: AsmOperand['expression']): Run {
  const place = asInteger(c, e);
  const code = place ? readPlace(c, place) : valueCode(c, e);
  if (!isScalar(code.kind) || isFloat(code.kind))
    throw new Fault('unsupported', 'an operand of inline assembly that is no integer');
  return code.run;
}

/** Stores the low bits of a register into an lvalue. */
function storing(
  c: FunctionContext,
  e: AsmOperand['expression'],
): (r: Regs, value: bigint) => void {
  const place = asInteger(c, e) ?? placeOf(c, e);
  const kind = c.kind(place.type);
  if (!isScalar(kind) || isFloat(kind) || resolve(e.type).kind === 'float')
    throw new Fault('unsupported', 'an output of inline assembly that is no integer');
  const bits = kind === 'bool' ? 8 : 8 * c.sizeBytes(e.type);
  const hold = c.register();
  const write = writePlace(c, place, (r) => r[hold]);
  return (r, value) => {
    const cut = isSigned(kind) ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
    r[hold] = shorten(kind === 'bool' ? BigInt(cut !== 0n) : cut);
    write(r);
  };
}

/** A value as a register of 64 bits holds it. */
export function toRegister(value: Value): bigint {
  return BigInt.asUintN(64, BigInt(value));
}
