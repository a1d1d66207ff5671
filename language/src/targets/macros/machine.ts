import type { Target } from '../target.ts';
import type { Compiler, CompilerFlags, LanguageOptions } from './compiler-flags.ts';
import type { FloatTraits } from './float-macros.ts';
import type { MacroSet } from './macro-set.ts';

/** Everything a machine's macro table may look at. */
export interface MacroRequest {
  readonly target: Target;
  readonly compiler: Compiler;
  readonly flags: CompilerFlags;
  readonly options: LanguageOptions;
}

/** What one processor family adds to the macros that every gcc defines. */
export interface Machine {
  floats(request: MacroRequest): FloatTraits;
  /** Sizes in bytes of the compare-and-swap operations the machine has inline or through the kernel. */
  compareAndSwapBytes(request: MacroRequest): readonly number[];
  define(macros: MacroSet, request: MacroRequest): void;
}

/** Floating point as most machines have it: IEEE arithmetic, no extra types. */
export const plainFloats: FloatTraits = {
  float16: false,
  float128: false,
  decimal: false,
  evalMethod: 0,
  iec559: 2,
};

/** Floating point where long double is a quad, which is then also `_Float128`. */
export const quadFloats: FloatTraits = { ...plainFloats, float128: true };

/** `__FP_FAST_FMA*`: a fused multiply-add as fast as its parts. */
export function defineFastFma(macros: MacroSet): void {
  macros.flag(
    '__FP_FAST_FMA',
    '__FP_FAST_FMAF',
    '__FP_FAST_FMAF32',
    '__FP_FAST_FMAF32x',
    '__FP_FAST_FMAF64',
  );
}
