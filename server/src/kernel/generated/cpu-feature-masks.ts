/**
 * x86's cpufeaturemasks.h: which features the configuration requires and which it leaves out, a bit
 * each in words of 32 (arch/x86/tools/cpufeaturemasks.awk).
 */
import type { KernelConfig } from '../kernel-config.ts';

const WORD_BITS = 32;

/** @param features the text of asm/cpufeatures.h */
export function featureMasksText(features: string, { symbols }: KernelConfig): string {
  const words = Number(/^#define NCAPINTS\s+(\d+)/m.exec(features)?.[1] ?? 0);
  const bits = featureBits(features);
  const sets = ['REQUIRED', 'DISABLED'].map((set) => {
    const masks = new Uint32Array(words);
    for (const [name, bit] of bits)
      if (symbols.get(`X86_${set}_FEATURE_${name}`) === 'y')
        masks[Math.floor(bit / WORD_BITS)] |= 1 << (bit % WORD_BITS);
    return setText(set, masks);
  });
  return `${sets.join('\n')}\n`;
}

/** `#define X86_FEATURE_PSE ( 0*32+ 3)`: the last name of a bit counts, as in the script. */
function featureBits(features: string): [name: string, bit: number][] {
  const names = new Map<number, string>();
  const line = /^#define\s+X86_FEATURE_(\w+)\s+\(\s*(\d+)\s*\*\s*(\d+)\s*\+\s*(\d+)\s*\)/gm;
  for (const [, name = '', word, size, bit] of features.matchAll(line))
    names.set(Number(word) * Number(size) + Number(bit), name);
  return [...names].map(([bit, name]) => [name, bit]);
}

function setText(set: string, masks: Uint32Array): string {
  const lines = [...masks].map(
    (mask, i) => `#define ${set}_MASK${i} 0x${mask.toString(16).padStart(8, '0')}U`,
  );
  const choices = [...masks].flatMap((mask, i) =>
    mask === 0 ? [] : `((x) >> 5) == ${i} ? ${set}_MASK${i} : `,
  );
  lines.push(`#define ${set}_MASK_BIT_SET(x) ((${choices.join('')}0) & (1U << ((x) & 31)))`);
  return lines.join('\n');
}
