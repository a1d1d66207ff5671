/** What the instruction sets of arm64, powerpc, riscv and s390 share: a table and its operands. */
import type { InstructionSet } from './instruction-set.ts';
import { kernelTable } from './kernel-tables.ts';
import { locate, type OperandStyle } from './locate.ts';
import type { Location, Processor } from './processor.ts';
import { type Instruction, labelTarget, type Syntax } from './template.ts';

/** Does one instruction; `operands` in the order of the text. */
export type Meaning = (p: Processor, operands: readonly Location[]) => void;

/** Decides a conditional branch from the operands before its label. */
export type Condition = (p: Processor, operands: readonly Location[]) => boolean;

export interface RiscTable {
  readonly syntax: Syntax;
  readonly style: OperandStyle;
  /** Constraint letters of operands in memory. */
  readonly memory: RegExp;
  readonly argumentRegisters: readonly string[];
  readonly resultRegister: string;
  /** Barriers, hints, and what acts on caches and TLBs. */
  readonly nothing: RegExp;
  readonly meanings: ReadonlyMap<string, Meaning>;
  readonly branches: ReadonlyMap<string, Condition>;
  /** Mnemonics without what says the same to us: ordering suffixes, hints. */
  plain(name: string): string;
}

export function riscSet(table: RiscTable): InstructionSet {
  return {
    syntax: table.syntax,
    memory: table.memory,
    registerLetters: {},
    argumentRegisters: table.argumentRegisters,
    resultRegister: table.resultRegister,
    condition: (p, name) => p.unknown(`the condition ${name}`),
    special: (template) => {
      const [section] = [...template.sections.keys()].filter((name) => !TOLD.test(name));
      if (section !== undefined) return (p) => p.unknown(`.pushsection ${section}`);
      return kernelTable(template);
    },
    execute: (p, instruction) => execute(table, p, instruction),
  };
}

/** Sections that do not change what a statement does where alternatives are not applied. */
const TOLD =
  /^(__jump_table|__bug_table|\.altinstructions|\.altinstr_replacement|\.alternative|__ex_table|\.discard\..*|subsection|__ftr_alt_\S*|__restart_table|\.alt\.smp\.init|\.pv_table|__\w+_fixup|\.text)$/;

function execute(table: RiscTable, p: Processor, { name, operands }: Instruction): boolean {
  const plain = table.plain(name);
  if (table.nothing.test(plain)) return true;
  const branch = table.branches.get(plain);
  const values = branch ? operands.slice(0, -1) : operands;
  const locations = values.map((text) => locate(p, text, table.style));
  if (locations.includes(undefined)) return false;
  const known = locations as Location[];
  if (branch) return !branch(p, known) || jump(p, operands[operands.length - 1] ?? '');
  const meaning = table.meanings.get(plain);
  meaning?.(p, known);
  return meaning !== undefined;
}

/** To a label of the template, or out to one of C: `%l[name]`. */
export function jump(p: Processor, target: string): boolean {
  const { template, gotoLabels, operands } = p.code;
  const leave = /^%l(?:(\d+)|\[(\w+)\])$/.exec(target);
  if (leave) {
    const label = leave[1]
      ? gotoLabels[Number(leave[1]) - operands.length]
      : gotoLabels.find((l) => l.name === leave[2]);
    p.leavesTo = label?.id;
    return label !== undefined;
  }
  const to = labelTarget(template, target, p.at - 1);
  if (to !== undefined) p.at = to;
  return to !== undefined;
}

/** A register takes the low bytes and zeros above them. */
export function put(p: Processor, to: Location, sizeBytes: number, value: bigint): void {
  if (to.kind === 'memory') p.store(to.address, sizeBytes, value, to.site);
  else if (to.kind === 'register') p.registers.set(to.name, BigInt.asUintN(8 * sizeBytes, value));
  // What goes to a register that is always 0 is gone.
  else if (to.value !== 0n) p.unknown('a store to a constant');
}

/** Bytes that a register operand stands for. */
export function bytesOf(location: Location | undefined, otherwise = 8): number {
  return location?.kind === 'register' ? (location.sizeBytes ?? otherwise) : otherwise;
}

/** The meaning of `op destination, left, right`. */
export function three(
  compute: (a: bigint, b: bigint, bits: number) => bigint,
  size: (operands: readonly Location[]) => number = ([to]) => bytesOf(to),
): Meaning {
  return (p, operands) => {
    const [to, left, right = left] = operands as [Location, Location, Location];
    const n = size(operands);
    const first = operands.length === 2 ? to : left;
    put(p, to, n, compute(p.read(first, n), p.read(right, n), 8 * n));
  };
}

/** Reads memory, changes it, and gives what was there: one processor runs, no one comes between. */
export function fetch(
  p: Processor,
  memory: Location,
  sizeBytes: number,
  change: (old: bigint) => bigint | undefined,
): bigint {
  const old = p.read(memory, sizeBytes);
  const next = change(old);
  if (next !== undefined) put(p, memory, sizeBytes, next);
  return old;
}
