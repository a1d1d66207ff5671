/** Functions that a C file defines in assembly outside of every function: thunks, mostly. */
import { resolve } from '../../../../language/src/types/types.ts';
import { castCode } from '../cast.ts';
import type { Native } from '../function-entry.ts';
import type { Machine } from '../machine.ts';
import type { FileName, ProgramUnit } from '../program-unit.ts';
import { isScalar, kindOf, type Value } from '../scalar-kind.ts';
import { shorten } from '../wide.ts';
import { instructionSetOf } from './instruction-sets.ts';
import { toRegister } from './operands.ts';
import { Processor } from './processor.ts';
import { runInstructions } from './statement.ts';
import { parseTemplate, type Template, unescaped } from './template.ts';

/** Where a function of assembly begins. */
export interface AssemblyFunction {
  readonly template: Template;
  readonly at: number;
}

/** The functions of a unit's file-level assembly, by name; the target must be one that is known. */
export function assemblyFunctions(unit: ProgramUnit): Map<string, AssemblyFunction> {
  const functions = new Map<string, AssemblyFunction>();
  const set = instructionSetOf(unit.unit.target.name);
  if (set === undefined) return functions;
  for (const text of fileLevelTexts(unit)) {
    // Outside of functions there are no operands, and a register has one percent sign.
    const template = parseTemplate(text.replace(/%(?=[a-z])/g, '%%'), set.syntax, /text/);
    for (const { name, at } of template.labels)
      if (!/^\d/.test(name)) functions.set(name, { template, at });
  }
  return functions;
}

/** The declarations of a unit leave gaps: that is where the assembly stands. */
function fileLevelTexts(unit: ProgramUnit): string[] {
  const { parser, declarations } = unit.unit;
  const { interner, stream } = parser;
  const texts: string[] = [];
  let from = 0;
  for (const { startToken, endToken } of declarations) {
    let isOpen = false;
    for (let token = from; token < startToken; token++) {
      const text = interner.text(stream.ids[token]);
      if (/^(asm|__asm__|__asm)$/.test(text)) texts.push('');
      isOpen = texts.length > 0 && text !== ';';
      if (isOpen && text.startsWith('"')) texts[texts.length - 1] += unescaped(text.slice(1, -1));
    }
    from = Math.max(from, endToken);
  }
  return texts;
}

/** Calls one: arguments go to their registers, the result comes from the first. */
export function assemblyNative(
  owner: ProgramUnit,
  name: FileName,
  { template, at }: AssemblyFunction,
): Native {
  return (machine, args) => {
    const set = instructionSetOf(machine.target.name);
    const code = { machine, owner, template, operands: [], gotoLabels: [], site: undefined, token: -1 }; // biome-ignore format: a record
    const processor = new Processor(code, []);
    processor.at = at;
    for (const [i, value] of args.entries()) {
      const register = set?.argumentRegisters[i];
      if (register) processor.registers.set(register, toRegister(value));
    }
    if (set) runInstructions(processor, set);
    return result(machine, name, processor.register(set?.resultRegister ?? ''));
  };
}

function result(machine: Machine, { symbol }: FileName, register: bigint): Value {
  const type = resolve(symbol.type);
  const kind = kindOf(
    type.kind === 'function' ? type.returnType : type,
    machine.target.pointerSizeBytes,
  );
  if (!isScalar(kind)) return 0;
  const value = shorten(register);
  return castCode({ kind: 'u64', run: () => value }, kind).run([]);
}
