import type { AsmStatement } from '../../../../../language/src/syntax/ast.ts';
import { Fault } from '../../run/fault.ts';
import { GOTO, NORMAL, type Regs } from '../code.ts';
import type { FunctionContext } from '../function-context.ts';
import { barrierCode } from './barrier.ts';
import type { InstructionSet } from './instruction-set.ts';
import { instructionSetOf } from './instruction-sets.ts';
import { literalText } from './literal-text.ts';
import { bindOperands, toRegister } from './operands.ts';
import { type AsmCode, Processor } from './processor.ts';
import { END, parseTemplate, type Syntax } from './template.ts';

/** A loop in one statement that goes on for longer has no end. */
const MAX_INSTRUCTIONS = 1_000_000;

/** Assembly of a target that no one wrote instructions for: only the empty template is known. */
const NO_INSTRUCTIONS: InstructionSet = {
  syntax: { comment: /[#;].*$/, prefixes: new Set() } satisfies Syntax,
  memory: /[moV]/,
  registerLetters: {},
  argumentRegisters: [],
  resultRegister: '',
  execute: () => false,
  condition: () => false,
};

/**
 * Inline assembly (gcc manual 6.47): its instructions run one by one on registers of their own,
 * which take the inputs and give the outputs. An empty template is a barrier to the compiler and
 * moves only what ties an input to an output. An instruction that is not known ends the run.
 */
export function asmCode(c: FunctionContext, s: AsmStatement): (r: Regs) => number {
  const set = instructionSetOf(c.machine.target.name) ?? NO_INSTRUCTIONS;
  const text = literalText(c, s.templateToken, s.templateEndToken);
  const template = parseTemplate(text, set.syntax);
  if (template.code.length === 1 && template.sections.size === 0) return barrierCode(c, s);
  const operands = bindOperands(c, s, set);
  const { machine, owner } = c;
  const gotoLabels = s.gotoLabelIds.map((id) => ({ id, name: c.parser.interner.text(id) }));
  const site = c.site(s.token);
  const code: AsmCode = { machine, owner, template, operands, gotoLabels, site, token: s.token };
  const special = set.special?.(template);
  return (r) => {
    const processor = new Processor(code, r);
    takeInputs(processor);
    if (special) special(processor);
    else runInstructions(processor, set);
    giveOutputs(processor, set);
    if (processor.leavesTo === undefined) return NORMAL;
    machine.gotoLabel = processor.leavesTo;
    return GOTO;
  };
}

function takeInputs(processor: Processor): void {
  const { r, registers, addresses } = processor;
  const { watch } = processor.machine;
  for (const [i, { load, address, register }] of processor.code.operands.entries()) {
    if (address) addresses[i] = address(r);
    if (load === undefined || register === undefined) continue;
    // A register that is only clobbered is an operand as well, with whatever is in it.
    if (watch) watch.forgivesUnwritten = true;
    registers.set(register, toRegister(load(r)));
    if (watch) watch.forgivesUnwritten = false;
  }
}

/** From `processor.at` on, until the code ends or is left. */
export function runInstructions(processor: Processor, set: InstructionSet): void {
  const { code } = processor.code.template;
  let count = 0;
  while (processor.leavesTo === undefined) {
    const instruction = code[processor.at++];
    if (instruction === undefined || instruction === END) return;
    if (++count > MAX_INSTRUCTIONS)
      throw new Fault('limit-steps', `inline assembly of more than ${MAX_INSTRUCTIONS} steps`);
    if (set.execute(processor, instruction)) continue;
    processor.unknown([instruction.name, instruction.operands.join(', ')].join(' ').trim());
  }
}

function giveOutputs(processor: Processor, set: InstructionSet): void {
  const { r } = processor;
  for (const { store, register, condition } of processor.code.operands) {
    if (store === undefined) continue;
    if (condition !== undefined) store(r, BigInt(set.condition(processor, condition)));
    else if (register !== undefined) store(r, processor.register(register));
  }
}
