import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';

/**
 * A flag of the page allocator as a number, read in the tree: by the enumerator of its bit's number
 * (include/linux/gfp_types.h), or by the macro that older kernels write as a number. Undefined when the
 * unit has neither.
 */
export function gfpBit(unit: TranslationUnit, name: 'ZERO' | 'HIGHMEM'): bigint | undefined {
  const bit = unit.symbol(`___GFP_${name}_BIT`);
  if (bit?.kind === 'enumerator') return 1n << bit.value;
  return macroNumber(unit, `___GFP_${name}`) ?? macroNumber(unit, `__GFP_${name}`);
}

/** The value of a macro whose body is one number. */
function macroNumber(
  { interner, preprocessor }: TranslationUnit,
  name: string,
): bigint | undefined {
  const macro = preprocessor.macro(interner.find(name));
  if (!macro || macro.isFunctionLike || macro.bodyEnd !== macro.bodyStart + 1) return undefined;
  const text = interner.text(preprocessor.macroBodies.ids[macro.bodyStart] as number);
  const digits = /^(0x[0-9a-f]+|[1-9]\d*)u?l*$/i.exec(text)?.[1];
  return digits === undefined ? undefined : BigInt(digits);
}
