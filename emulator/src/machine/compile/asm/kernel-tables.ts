/** Statements whose meaning is in the tables that they fill: static branches and BUG(). */
import { Fault } from '../../run/fault.ts';
import type { Processor } from './processor.ts';
import type { Template } from './template.ts';

/** An operand's constant: `%c0`, `%0`, `%[key]`. */
const OPERAND = /%c?(?:(\d+)|\[(\w+)\]|(\w+))/g;

/** What a statement means by what it puts into the kernel's tables; undefined for all others. */
export function kernelTable(template: Template): ((processor: Processor) => void) | undefined {
  if (template.sections.has('__jump_table')) return staticBranch(template);
  const isTrap = template.code
    .filter(({ name }) => name !== '')
    .every(({ name }) => TRAPS.has(name));
  return template.sections.has('__bug_table') && isTrap ? kernelBug(template) : undefined;
}

/** The instructions that BUG() and WARN() trap with; those with a condition are not among them. */
const TRAPS = new Set(['.byte', 'ud2', 'brk', 'ebreak', 'mc', 'trap', 'break']);

/**
 * A static branch (asm/jump_label.h of each architecture). Its entry holds the key's address plus, in
 * bit 0, the direction; kernel/jump_label.c, jump_label_type(): it jumps when the two differ.
 * `struct static_key` begins with `enabled` (include/linux/jump_label.h).
 */
function staticBranch(template: Template): (processor: Processor) => void {
  const lines = template.sections.get('__jump_table') ?? [];
  const bare = lines.map((text) => text.replace(/%l\S+/g, ''));
  const line = bare.findLast((text) => text.includes('%')) ?? '';
  const names = [...line.matchAll(OPERAND)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  return (processor) => {
    const values = names.map((name) => constant(processor, name));
    const { gotoLabels } = processor.code;
    if (values.length === 0 || values.includes(undefined) || gotoLabels.length === 0)
      processor.unknown('.pushsection __jump_table');
    const entry = (values as bigint[]).reduce((sum, value) => sum + value, 0n);
    const enabled = BigInt.asIntN(32, processor.load(Number(entry & ~3n), 4)) > 0n;
    if (enabled !== ((entry & 1n) !== 0n)) processor.leavesTo = gotoLabels[0]?.id;
  };
}

function constant(processor: Processor, name: string): bigint | undefined {
  const { operands } = processor.code;
  const operand = /^\d+$/.test(name)
    ? operands[Number(name)]
    : operands.find((o) => o.name === name);
  const value = operand?.load?.(processor.r);
  return value === undefined ? undefined : BigInt(value);
}

/** include/asm-generic/bug.h */
const BUGFLAG_WARNING = 1n;

/**
 * A trap with its entry in __bug_table (asm/bug.h of each architecture): BUG() ends the run, WARN()
 * is a finding. The entry's flags are its last 16 bits.
 */
export function kernelBug(template: Template): (processor: Processor) => void {
  const lines = template.sections.get('__bug_table') ?? [];
  const halves = lines.filter((line) => /^\.(short|half|2byte|hword)\b/.test(line));
  const words = halves.length > 0 ? halves : lines.filter((line) => /^\.word\b/.test(line));
  const flagsText = /([^\s,]+)\s*$/.exec(words[words.length - 1] ?? '')?.[1] ?? '';
  return (processor) => {
    const match = [...flagsText.matchAll(OPERAND)][0];
    const literal = /^(0x[\da-f]+|\d+)$/i.test(flagsText) ? BigInt(flagsText) : undefined;
    const flags = match ? constant(processor, match[1] ?? match[2] ?? match[3] ?? '') : literal;
    if (flags === undefined) processor.unknown('.pushsection __bug_table');
    if (((flags ?? 0n) & BUGFLAG_WARNING) === 0n) bugHere(processor);
    processor.machine.watch?.report('kernel-warning', `WARNING at ${here(processor)}`);
  };
}

function here(processor: Processor): string {
  const place = processor.code.owner.place(processor.code.token);
  return place ? `${place.file}:${place.line}` : 'an unknown place';
}

/** A trap that is a BUG() by itself, without an entry of a table. */
export function bugHere(processor: Processor): never {
  throw new Fault('trap', `kernel BUG at ${here(processor)}`);
}
