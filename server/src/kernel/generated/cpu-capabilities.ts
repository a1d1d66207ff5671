/** arch/arm64's cpucap-defs.h: each name of tools/cpucaps gets the next number (tools/gen-cpucaps.awk). */
export function capabilitiesText(table: string): string {
  const names = table.split('\n').filter((line) => /^[vA-Z0-9_]+$/.test(line));
  const lines = names.map((name, index) => `#define ARM64_${name} ${index}`);
  return `${[...lines, `#define ARM64_NCAPS ${names.length}`].join('\n')}\n`;
}
