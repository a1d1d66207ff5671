import { clangMacros } from './macros/clang-macros.ts';
import { type Compiler, CompilerFlags, languageOptions } from './macros/compiler-flags.ts';
import { gccMacros } from './macros/gcc-macros.ts';
import type { Machine, MacroRequest } from './macros/machine.ts';
import { machineFor } from './macros/machines.ts';
import type { MacroSet } from './macros/macro-set.ts';
import type { Target } from './target.ts';

export type { Compiler } from './macros/compiler-flags.ts';

/** What decides the predefined macros of one compiler call. */
export interface PredefinedRequest {
  readonly target: Target;
  readonly compiler: Compiler;
  /** The command line; flags that change no macro may be present. */
  readonly flags: readonly string[];
}

/** The predefined macros by name (`__INT8_C(c)` for a function-like one), without `-D` and `-U`. */
export function predefinedMacros(request: PredefinedRequest): ReadonlyMap<string, string> {
  return macroSet(request).values;
}

/** The predefined macros as `#define` lines, as the built-in file that a compiler reads first. */
export function predefinedText(request: PredefinedRequest): string {
  return macroSet(request).text();
}

function macroSet({ target, compiler, flags: list }: PredefinedRequest): MacroSet {
  const flags = new CompilerFlags(list);
  const options = languageOptions(flags);
  const machine: Machine = machineFor(target);
  const full: MacroRequest = { target, compiler, flags, options };
  return compiler.kind === 'clang' ? clangMacros(full, machine) : gccMacros(full, machine);
}
