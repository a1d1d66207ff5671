/** Statements whose meaning is in the tables that they fill: static branches and BUG(). */
import { Fault } from '../fault.ts';
import type { Processor } from './processor.ts';
import type { Template } from './template.ts';

/**
 * A static branch (arch/x86/include/asm/jump_label.h). Its entry names the key and, in bit 0, the
 * direction; kernel/jump_label.c, jump_label_type(): it jumps when the two differ. `struct static_key`
 * begins with `enabled` (include/linux/jump_label.h).
 */
export function staticBranch(template: Template): (processor: Processor) => void {
  const lines = template.sections.get('__jump_table') ?? [];
  const entry = lines
    .map((line) => /%c(\w+|\[\w+\])\s*\+\s*%c(\w+|\[\w+\])/.exec(line))
    .find(Boolean);
  return (processor) => {
    const { gotoLabels } = processor.code;
    const [key, branch] = [entry?.[1], entry?.[2]].map((name) => constant(processor, name));
    if (key === undefined || branch === undefined || gotoLabels.length === 0)
      processor.unknown('.pushsection __jump_table');
    const enabled = BigInt.asIntN(32, processor.load(Number(key), 4)) > 0n;
    if (enabled !== (branch !== 0n)) processor.leavesTo = gotoLabels[0].id;
  };
}

/** An operand that `%c` names, by number or by name. */
function constant(processor: Processor, name: string | undefined): bigint | undefined {
  if (name === undefined) return undefined;
  const bare = name.replace(/[[\]]/g, '');
  const { operands } = processor.code;
  const operand = /^\d+$/.test(bare)
    ? operands[Number(bare)]
    : operands.find((o) => o.name === bare);
  const value = operand?.load?.(processor.r);
  return value === undefined ? undefined : BigInt(value);
}

/** include/asm-generic/bug.h */
const BUGFLAG_WARNING = 1n;

/**
 * `ud2` with its entry in __bug_table (arch/x86/include/asm/bug.h): BUG() ends the run, WARN() is a
 * finding. The operands are file, line, flags and the entry's size; without CONFIG_DEBUG_BUGVERBOSE
 * the first two are missing.
 */
export function kernelBug(template: Template): (processor: Processor) => void {
  const lines = template.sections.get('__bug_table') ?? [];
  const words = lines.flatMap((line) => /^\.word\s+%c(\w+|\[\w+\])/.exec(line)?.[1] ?? []);
  const flagsName = words[words.length - 1];
  return (processor) => {
    const flags = constant(processor, flagsName);
    if (flags === undefined) processor.unknown('.pushsection __bug_table');
    const { machine } = processor;
    const place = processor.code.owner.place(processor.code.token);
    const where = place ? `${place.file}:${place.line}` : 'an unknown place';
    if (((flags ?? 0n) & BUGFLAG_WARNING) === 0n) throw new Fault('trap', `kernel BUG at ${where}`);
    machine.watch?.report('kernel-warning', `WARNING at ${where}`);
  };
}
