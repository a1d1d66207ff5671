/** Functions that a C file defines in assembly outside of every function: thunks, mostly. */
import { P_LBRACE, P_RBRACE, P_SEMI } from '../../../../../language/src/lexer/spellings.ts';
import { T_EOF } from '../../../../../language/src/lexer/token-stream.ts';
import { resolve } from '../../../../../language/src/types/types.ts';
import type { Native } from '../../run/function-entry.ts';
import type { Machine } from '../../run/machine.ts';
import type { FileName, ProgramUnit } from '../../run/program-unit.ts';
import { isScalar, kindOf, type Value } from '../../values/scalar-kind.ts';
import { shorten } from '../../values/wide.ts';
import { castCode } from '../cast.ts';
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

const ASM = ['asm', '__asm__', '__asm'];

/** What stands in `asm(...);` where a declaration could begin, outside of all braces. */
function fileLevelTexts(unit: ProgramUnit): string[] {
  const { interner, stream } = unit.unit.parser;
  const asm = new Set(ASM.map((word) => interner.find(word)));
  const texts: string[] = [];
  let depth = 0;
  let isFirst = true;
  for (let token = 0; token < stream.length && stream.kinds[token] !== T_EOF; token++) {
    const id = stream.ids[token];
    if (isFirst && depth === 0 && asm.has(id)) texts.push(textUpToSemicolon(unit, token));
    if (id === P_LBRACE) depth++;
    else if (id === P_RBRACE) depth--;
    isFirst = id === P_SEMI || id === P_RBRACE;
  }
  return texts;
}

function textUpToSemicolon(unit: ProgramUnit, start: number): string {
  const { interner, stream } = unit.unit.parser;
  let text = '';
  for (let token = start; token < stream.length && stream.ids[token] !== P_SEMI; token++) {
    const spelled = interner.text(stream.ids[token]);
    if (spelled.startsWith('"')) text += unescaped(spelled.slice(1, -1));
  }
  return text;
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
