/** Operands as RISC assemblers and s390 spell them: registers, constants, memory behind a register. */
import { shorten } from '../../values/wide.ts';
import type { Location, Processor } from './processor.ts';

export interface OperandStyle {
  /** Bytes that a modifier letter says: `%w0` of arm64. */
  readonly modifierBytes: Readonly<Record<string, number>>;
  /** Registers that read as 0 and take no value. */
  readonly zeros: ReadonlySet<string>;
  /** Registers that assembly names outright; the first group is the name. */
  readonly register: RegExp;
  /** Put before a bare number that is the base of an address: `8(13)` of powerpc is 8 from r13 on. */
  readonly numberedBase?: string;
}

const REFERENCE = /^%([a-zA-Z]?)(?:(\d+)|\[(\w+)\])$/;

/** What an operand's text means; undefined when it is not understood. */
export function locate(p: Processor, text: string, style: OperandStyle): Location | undefined {
  const constant = /^#?(-?(?:0x[\da-f]+|\d+))$/i.exec(text)?.[1];
  if (constant !== undefined) return { kind: 'immediate', value: numberOf(constant) };
  const reference = REFERENCE.exec(text);
  if (reference) return referenced(p, reference, style);
  if (style.zeros.has(text)) return { kind: 'immediate', value: 0n };
  const inside =
    /^\[([^,\]]+)(?:,\s*([^\]]+))?\]$/.exec(text) ?? swapped(/^([^(]*)\(([^)]+)\)$/.exec(text));
  if (inside) return behind(p, inside[1] ?? '', inside[2] ?? '', style);
  const name = style.register.exec(text)?.[1];
  return name === undefined ? undefined : { kind: 'register', name, sizeBytes: undefined };
}

function numberOf(text: string): bigint {
  return text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text);
}

/** `displacement(register)` in the order of `[register, displacement]`. */
function swapped(match: RegExpExecArray | null): (string | undefined)[] | null {
  return match && [match[0], match[2], match[1]];
}

/** Register 0 as a base is the number 0 where bases are numbered (Power ISA 1.3.4). */
function baseName(text: string, { numberedBase }: OperandStyle): string {
  return numberedBase !== undefined && /^[1-9]\d*$/.test(text) ? numberedBase + text : text;
}

function behind(
  p: Processor,
  register: string,
  displacement: string,
  style: OperandStyle,
): Location | undefined {
  const base = locate(p, baseName(register.trim(), style), style);
  const offset = displacement === '' ? undefined : locate(p, displacement.trim(), style);
  if (base === undefined || base.kind === 'memory' || (displacement !== '' && !offset))
    return undefined;
  const sum = p.read(base, 8) + (offset ? BigInt.asIntN(64, p.read(offset, 8)) : 0n);
  const bits = 8 * p.machine.target.pointerSizeBytes;
  const address = shorten(BigInt.asUintN(bits, sum));
  return { kind: 'memory', address, sizeBytes: undefined, site: undefined };
}

function referenced(
  p: Processor,
  [, modifier, number, name]: RegExpExecArray,
  style: OperandStyle,
): Location | undefined {
  const { operands } = p.code;
  const index = number ? Number(number) : operands.findIndex((o) => o.name === name);
  const operand = operands[index];
  if (operand === undefined) return undefined;
  const sizeBytes = style.modifierBytes[modifier ?? ''] ?? operand.sizeBytes;
  const address = p.addresses[index];
  if (address !== undefined) return { kind: 'memory', address, sizeBytes, site: operand.site };
  if (operand.register === undefined) return undefined;
  return { kind: 'register', name: operand.register, sizeBytes };
}
