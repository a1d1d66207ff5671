/**
 * x86: the instructions of arch/x86/include/asm (atomic, bitops, cmpxchg, percpu, preempt, string,
 * irqflags, jump_label, cpufeature, paravirt, bug). One processor runs, so `lock` means nothing;
 * caches and TLBs are not modelled; the base of the gs segment is 0, which makes per-CPU data that
 * of the first CPU. Alternatives are not applied: what stands in the text is what runs.
 */
import type { InstructionSet } from './instruction-set.ts';
import { kernelTable } from './kernel-tables.ts';
import type { Location, Processor } from './processor.ts';
import { type Instruction, labelTarget, type Template } from './template.ts';
import { arithmetic, conditionHolds, isCondition } from './x86-arithmetic.ts';
import { ARGUMENTS, callFunction } from './x86-calls.ts';
import { locate, write } from './x86-operands.ts';

const SUFFIX_BYTES: Readonly<Record<string, number>> = { b: 1, w: 2, l: 4, q: 8 };

/** Barriers, hints, and what acts on caches and TLBs. */
const NOTHING = new Set([
  'nop', 'pause', 'mfence', 'lfence', 'sfence', 'rep nop', 'clflush', 'clflushopt', 'clwb', 'invlpg', 'invpcid',
  'wbinvd', 'prefetch', 'prefetcht0', 'prefetchnta', 'prefetchw', 'cld', 'clac', 'stac', 'verw', 'endbr64', 'int3',
]); // biome-ignore format: a list

export const X86: InstructionSet = {
  syntax: {
    comment: /#.*$/,
    prefixes: new Set(['lock', 'rep', 'repe', 'repne', 'ds', 'cs', 'notrack']),
  },
  memory: /[moV]/,
  registerLetters: { a: 'rax', b: 'rbx', c: 'rcx', d: 'rdx', S: 'rsi', D: 'rdi' },
  argumentRegisters: ARGUMENTS,
  resultRegister: 'rax',
  condition: conditionHolds,
  special,
  execute(processor, instruction) {
    const { name, operands } = instruction;
    if (NOTHING.has(name) || isStackFence(operands)) return true;
    return (
      control(processor, instruction) || interrupts(processor, instruction) || strings(processor, instruction) || operation(processor, instruction)
    ); // biome-ignore format: a chain
  },
};

/** `lock; addl $0,-4(%rsp)`: smp_mb() by an access that changes nothing (asm/barrier.h). */
function isStackFence([value, place]: readonly string[]): boolean {
  return value === '$0' && /^-?\d*\(%%[re]sp\)$/.test(place ?? '');
}

/** Sections that say something about the statement which does not change what it does. */
const TOLD =
  /^\.(smp_locks|discard\..*|altinstructions|altinstr_replacement|parainstructions|static_call_sites|rodata.*|return_sites|retpoline_sites|call_sites|ibt_endbr_seal)$|^(__bug_table|__jump_table|__ex_table)$/;

function special(template: Template): ((processor: Processor) => void) | undefined {
  for (const section of template.sections.keys())
    if (!TOLD.test(section)) return (processor) => processor.unknown(`.pushsection ${section}`);
  return kernelTable(template);
}

function control(processor: Processor, { name, operands }: Instruction): boolean {
  if (name === 'call') return callFunction(processor, operands[0] ?? '');
  if (name === 'ret' || operands[0] === '__x86_return_thunk') {
    processor.at = processor.code.template.code.length;
    return true;
  }
  const isJump = name === 'jmp' || (name.startsWith('j') && isCondition(name.slice(1)));
  if (!isJump) return false;
  if (name !== 'jmp' && !conditionHolds(processor, name.slice(1))) return true;
  return jump(processor, operands[0] ?? '');
}

/** To a label of the template, or out to one of C: `%l[name]`. */
function jump(processor: Processor, target: string): boolean {
  const { template, gotoLabels, operands } = processor.code;
  const leave = /^%l(?:(\d+)|\[(\w+)\])$/.exec(target);
  if (leave) {
    const label = leave[1]
      ? gotoLabels[Number(leave[1]) - operands.length]
      : gotoLabels.find((l) => l.name === leave[2]);
    processor.leavesTo = label?.id;
    return label !== undefined;
  }
  const to = labelTarget(template, target, processor.at - 1);
  if (to === undefined) return false;
  processor.at = to;
  return true;
}

/** The interrupt flag, and the pushes and pops that read it: native_save_fl(). */
const INTERRUPT_FLAG = 1n << 9n;

function interrupts(processor: Processor, { name, operands }: Instruction): boolean {
  const { machine } = processor;
  if (name === 'cli' || name === 'sti') machine.interruptsEnabled = name === 'sti';
  else if (name === 'pushf' || name === 'pushfq')
    processor.stack.push(machine.interruptsEnabled ? INTERRUPT_FLAG | 2n : 2n);
  else if (name === 'popf' || name === 'popfq')
    machine.interruptsEnabled = ((processor.stack.pop() ?? 0n) & INTERRUPT_FLAG) !== 0n;
  else if (name === 'push' || name === 'pushq') return pushed(processor, operands[0]);
  else if (name === 'pop' || name === 'popq') return popped(processor, operands[0]);
  else return false;
  return true;
}

function pushed(processor: Processor, operand = ''): boolean {
  const location = locate(processor, operand);
  if (location) processor.stack.push(processor.read(location, 8));
  return location !== undefined;
}

function popped(processor: Processor, operand = ''): boolean {
  const location = locate(processor, operand);
  const value = processor.stack.pop();
  if (location === undefined || value === undefined) return false;
  write(processor, location, 8, value);
  return true;
}

/** `rep stos` and `rep movs`, upwards. */
function strings(processor: Processor, { name }: Instruction): boolean {
  const match = /^rep (stos|movs)([bwlq])$/.exec(name);
  if (match === null) return false;
  const size = SUFFIX_BYTES[match[2]];
  const { registers } = processor;
  for (let left = processor.register('rcx'); left > 0n; left--) {
    const to = processor.register('rdi');
    const from = processor.register('rsi');
    const value =
      match[1] === 'stos' ? processor.register('rax') : processor.load(addressOf(from), size);
    processor.store(addressOf(to), size, value);
    registers.set('rdi', to + BigInt(size));
    if (match[1] === 'movs') registers.set('rsi', from + BigInt(size));
  }
  registers.set('rcx', 0n);
  return true;
}

function addressOf(value: bigint): number | bigint {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

/** Everything that computes: the mnemonic, its suffix or its operands' size, then its meaning. */
function operation(processor: Processor, { name: spelled, operands }: Instruction): boolean {
  // `rep; bsf` is tzcnt to newer processors: the same for all but 0.
  const name = spelled.replace(/^rep /, '');
  const locations = operands.map((text) => locate(processor, text));
  if (locations.includes(undefined)) return false;
  const known = locations as Location[];
  if (arithmetic(processor, name, known, sizeOf(known))) return true;
  const suffix = SUFFIX_BYTES[name.slice(-1)];
  return suffix !== undefined && arithmetic(processor, name.slice(0, -1), known, suffix);
}

/** Without a suffix, a register among the operands says the size. */
function sizeOf(locations: readonly Location[]): number {
  const register = locations.findLast((l) => l.kind === 'register');
  const sized = register ?? locations.findLast((l) => l.kind === 'memory');
  return sized?.sizeBytes ?? 8;
}
