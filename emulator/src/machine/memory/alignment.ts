/**
 * Targets whose processors trap on an access that is not aligned to its size. Linux selects
 * HAVE_EFFICIENT_UNALIGNED_ACCESS (arch/<name>/Kconfig) for the others, or their hardware does it.
 */
const TRAPPING: ReadonlySet<string> = new Set([
  'alpha', 'csky', 'hexagon', 'microblaze', 'microblazeel', 'mips', 'mips64', 'mips64el', 'mipsel', 'nios2',
  'or1k', 'parisc', 'parisc64', 'sh', 'sheb', 'sparc', 'sparc64', 'xtensa', 'xtensaeb',
]); // biome-ignore format: a list

export function trapsMisaligned(targetName: string): boolean {
  return TRAPPING.has(targetName);
}
