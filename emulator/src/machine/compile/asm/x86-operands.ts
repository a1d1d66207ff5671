/** Operands in AT&T syntax, as gcc's manual 6.47.2.8 modifies them. */
import type { Value } from '../../values/scalar-kind.ts';
import { shorten } from '../../values/wide.ts';
import type { Operand } from './operands.ts';
import type { Location, Processor } from './processor.ts';

/** Register names by their 64-bit one, and how many bytes a name means. */
const REGISTERS = new Map<string, { readonly name: string; readonly sizeBytes: number }>();

for (const letter of ['a', 'b', 'c', 'd']) {
  add(`r${letter}x`, [`r${letter}x`, `e${letter}x`, `${letter}x`, `${letter}l`]);
}
for (const name of ['si', 'di', 'bp', 'sp'])
  add(`r${name}`, [`r${name}`, `e${name}`, name, `${name}l`]);
for (let i = 8; i < 16; i++) add(`r${i}`, [`r${i}`, `r${i}d`, `r${i}w`, `r${i}b`]);

function add(name: string, spellings: readonly string[]): void {
  for (const [i, spelling] of spellings.entries())
    REGISTERS.set(spelling, { name, sizeBytes: [8, 4, 2, 1][i] });
}

const MODIFIER_BYTES: Readonly<Record<string, number>> = { b: 1, w: 2, k: 4, q: 8 };

/** `%0`, `%[name]`, `%b0`: the operand and its modifier. */
const REFERENCE = /^%([a-zA-Z]?)(?:(\d+)|\[(\w+)\])/;

/** What an operand's text means; undefined when it is not understood. */
export function locate(processor: Processor, text: string): Location | undefined {
  if (text.startsWith('$')) {
    const value = immediate(processor, text.slice(1));
    return value === undefined ? undefined : { kind: 'immediate', value };
  }
  if (text.startsWith('%%') && !text.includes(':')) return machineRegister(text.slice(2));
  const whole = REFERENCE.exec(text);
  if (whole && whole[0].length === text.length) return referenced(processor, whole);
  return memoryOperand(processor, text);
}

function machineRegister(name: string): Location | undefined {
  const known = REGISTERS.get(name);
  return known && { kind: 'register', ...known };
}

function operandOf(processor: Processor, match: RegExpExecArray): [Operand, number] | undefined {
  const { operands } = processor.code;
  const index = match[2] ? Number(match[2]) : operands.findIndex((o) => o.name === match[3]);
  const operand = operands[index];
  return operand && [operand, index];
}

function referenced(processor: Processor, match: RegExpExecArray): Location | undefined {
  const found = operandOf(processor, match);
  if (found === undefined) return undefined;
  const [operand, index] = found;
  const modifier = match[1];
  const { site } = operand;
  if (modifier === 'a') return { kind: 'memory', address: constantOf(processor, operand), sizeBytes: undefined, site }; // biome-ignore format: a record
  const sizeBytes = MODIFIER_BYTES[modifier] ?? operand.sizeBytes;
  const address = processor.addresses[index];
  if (address !== undefined) return { kind: 'memory', address, sizeBytes, site };
  if ('cPp'.includes(modifier) && modifier !== '')
    return { kind: 'immediate', value: BigInt(constantOf(processor, operand)) };
  if (operand.register === undefined) return undefined;
  return { kind: 'register', name: operand.register, sizeBytes };
}

function constantOf(processor: Processor, operand: Operand): Value {
  return operand.load?.(processor.r) ?? 0;
}

/** A number, or `~`, `-` of one, or an operand's constant. */
function immediate(processor: Processor, text: string): bigint | undefined {
  if (text.startsWith('~')) {
    const inner = immediate(processor, text.slice(1));
    return inner === undefined ? undefined : ~inner;
  }
  if (text.startsWith('-')) {
    const inner = immediate(processor, text.slice(1));
    return inner === undefined ? undefined : -inner;
  }
  if (/^(0x[\da-f]+|\d+)$/i.test(text)) return BigInt(text);
  const match = REFERENCE.exec(text);
  const found = match && match[0].length === text.length ? operandOf(processor, match) : undefined;
  return found && BigInt(constantOf(processor, found[0]));
}

/** `displacement(base, index, scale)`, with a segment whose base is 0: per-CPU data of the first CPU. */
function memoryOperand(processor: Processor, text: string): Location | undefined {
  const bare = text.replace(/^%%[gfdes]s:/, '');
  if (bare !== text && REFERENCE.exec(bare)?.[0] === bare) {
    const inner = locate(processor, bare);
    return inner?.kind === 'immediate'
      ? { kind: 'memory', address: shorten(inner.value), sizeBytes: undefined, site: undefined }
      : inner;
  }
  const match = /^([^(]*)\(([^,)]*)(?:,([^,)]*)(?:,(\d))?)?\)$/.exec(bare);
  if (match === null) return undefined;
  const parts = [match[2], match[3] ?? ''].map((part) =>
    registerValue(processor, part.replace(/\s+/g, '')),
  );
  const displacement = match[1].trim() === '' ? 0n : immediate(processor, match[1].trim());
  if (displacement === undefined || parts.includes(undefined)) return undefined;
  const sum = displacement + (parts[0] as bigint) + (parts[1] as bigint) * BigInt(match[4] ?? 1);
  const address = shorten(BigInt.asUintN(64, sum));
  return { kind: 'memory', address, sizeBytes: undefined, site: undefined };
}

/** The instruction pointer is 0: what is relative to it is absolute here. */
function registerValue(processor: Processor, text: string): bigint | undefined {
  if (text === '' || text === '%%rip') return 0n;
  const location = locate(processor, text);
  return location?.kind === 'register' ? processor.read(location, 8) : undefined;
}

/** A register write of 32 bits clears the upper half; a shorter one keeps the rest. */
export function write(
  processor: Processor,
  location: Location,
  sizeBytes: number,
  value: bigint,
): void {
  if (location.kind === 'immediate') processor.unknown('a store to a constant');
  else if (location.kind === 'memory')
    processor.store(location.address, sizeBytes, value, location.site);
  else {
    const bits = 8 * sizeBytes;
    const cut = BigInt.asUintN(bits, value);
    const old =
      sizeBytes >= 4 ? 0n : (processor.register(location.name) >> BigInt(bits)) << BigInt(bits);
    processor.registers.set(location.name, old | cut);
  }
}
