/** Calls from inline assembly: through pointers (paravirt), of constants, and of assembly's own routines. */
import { type FunctionType, resolve } from '../../../../../language/src/types/types.ts';
import { Fault } from '../../run/fault.ts';
import type { FunctionEntry } from '../../run/function-entry.ts';
import { isScalar, isWide, kindOf, type Value } from '../../values/scalar-kind.ts';
import { shorten } from '../../values/wide.ts';
import { castCode } from '../cast.ts';
import type { Processor } from './processor.ts';
import { compareExchangePair, ones } from './x86-arithmetic.ts';
import { locate } from './x86-operands.ts';

/** The order of arguments in registers (System V psABI, 3.2.3). */
export const ARGUMENTS = ['rdi', 'rsi', 'rdx', 'rcx', 'r8', 'r9'];

/** Routines of arch/x86/lib that C code calls from inline assembly only. */
const ROUTINES: Readonly<Record<string, (p: Processor) => void>> = {
  __sw_hweight32: (p) => { p.registers.set('rax', BigInt(ones(BigInt.asUintN(32, p.register('rdi'))))); },
  __sw_hweight64: (p) => { p.registers.set('rax', BigInt(ones(p.register('rdi')))); },
  this_cpu_cmpxchg16b_emu: (p) => compareExchangePair(p, { kind: 'memory', address: shorten(p.register('rsi')), sizeBytes: 16, site: undefined }, 8),
}; // biome-ignore format: a table

/** `call name`, `call %c[constant]`, `call *%[pointer]`. */
export function callFunction(p: Processor, target: string): boolean {
  if (/^[A-Za-z_]\w*$/.test(target)) return callNamed(p, target);
  const location = locate(p, target.replace(/^\*/, ''));
  if (location === undefined) return false;
  const address = shorten(p.read(location, p.machine.target.pointerSizeBytes));
  const entry = p.machine.functionAt(address);
  if (entry === undefined)
    throw new Fault(
      'bad-call',
      `a call of address 0x${address.toString(16)}, which is no function`,
    );
  return callEntry(p, entry);
}

function callNamed(p: Processor, name: string): boolean {
  const entry = p.machine.functionNamed(name, p.code.owner);
  if (entry) return callEntry(p, entry);
  const routine = ROUTINES[name];
  if (routine === undefined)
    throw new Fault('unmodelled-function', `${name}() has no body here and no model`);
  routine(p);
  return true;
}

/** The order of arguments in registers with -mregparm=3, as arch/x86/Makefile has it (gcc manual 3.19.60). */
const ARGUMENTS_32 = ['rax', 'rdx', 'rcx'];

/** The function's own parameters say how many registers are arguments. */
function callEntry(p: Processor, entry: FunctionEntry): boolean {
  const type = entry.definition && (resolve(entry.definition.symbol.type) as FunctionType);
  const parts = partsOf(p, type?.parameters ?? []);
  const values = type
    ? type.parameters.map((parameter, i) => argument(p, parameter.type, parts[i] ?? []))
    : argumentRegisters(p).map((name) => shorten(p.register(name)));
  const result = p.machine.invoke(entry, [0, 0, 0, 0, ...values], p.code.token);
  const isVoid = type && !isScalar(kindOf(type.returnType, p.machine.target.pointerSizeBytes));
  if (!isVoid) giveResult(p, BigInt.asUintN(64, BigInt(result ?? 0)));
  return true;
}

function is32(p: Processor): boolean {
  return p.machine.target.pointerSizeBytes === 4;
}

function argumentRegisters(p: Processor): readonly string[] {
  return is32(p) ? ARGUMENTS_32 : ARGUMENTS;
}

/** The registers of each argument, the low half first: on i386 a value of 64 bits takes two. */
function partsOf(p: Processor, parameters: FunctionType['parameters']): string[][] {
  const free = [...argumentRegisters(p)];
  return parameters.map(({ type }) => {
    const isPair = is32(p) && isWide(kindOf(type, p.machine.target.pointerSizeBytes));
    return free.splice(0, isPair ? 2 : 1);
  });
}

function giveResult(p: Processor, value: bigint): void {
  if (is32(p)) {
    p.registers.set('rax', BigInt.asUintN(32, value));
    p.registers.set('rdx', value >> 32n);
  } else p.registers.set('rax', value);
}

/** The value that an argument's registers hold. */
function argument(
  p: Processor,
  type: FunctionType['parameters'][number]['type'],
  parts: readonly string[],
): Value {
  if (parts.length === 0) p.unknown('a call with arguments on the stack');
  const kind = kindOf(type, p.machine.target.pointerSizeBytes);
  const bits = is32(p) ? 32n : 64n;
  const whole = parts.reduce((sum, name, i) => sum | (p.register(name) << (BigInt(i) * bits)), 0n);
  const value = shorten(whole);
  if (!isScalar(kind)) return value;
  return castCode({ kind: 'u64', run: () => value }, kind).run([]);
}
