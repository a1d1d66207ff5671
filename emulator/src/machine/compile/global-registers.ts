/** Register variables at file level (gcc manual 6.48.5): `register unsigned long sp asm("rsp")`. */
import type { ObjectSym } from '../../../../language/src/syntax/symbols.ts';
import type { ProgramUnit } from '../run/program-unit.ts';
import type { Code } from './code.ts';
import type { FunctionContext } from './function-context.ts';

/** The stack pointer as each architecture's headers spell it. */
const STACK_POINTERS = new Set(['rsp', 'esp', 'sp', 'r1', 'r15', '$sp', '$30', '$29', '$r3', 'a7']);

export function isGlobalRegister(symbol: ObjectSym): boolean {
  return symbol.kind === 'object' && symbol.storage === 'register' && !symbol.local;
}

/** What `asm("…")` behind the name says; the name itself without that. */
export function registerName(unit: ProgramUnit, symbol: ObjectSym): string {
  const { interner, stream } = unit.unit.parser;
  const texts = [1, 2, 3].map((i) => interner.text(stream.ids[symbol.token + i]));
  const isNamed = texts[0].includes('asm') && texts[1] === '(' && texts[2].startsWith('"');
  return isNamed ? texts[2].slice(1, -1) : symbol.name;
}

/** By what the machine's table of objects finds a register: every unit's declaration is the same one. */
export function globalRegisterKey(register: string): string {
  return `register ${register}`;
}

/** The machine's own stack pointer, where the variable is that; undefined for other registers. */
export function stackPointerCode(c: FunctionContext, symbol: ObjectSym): Code | undefined {
  const { machine } = c;
  if (!isGlobalRegister(symbol) || !STACK_POINTERS.has(registerName(c.owner, symbol)))
    return undefined;
  return { kind: c.kind(symbol.type), run: () => machine.sp };
}
