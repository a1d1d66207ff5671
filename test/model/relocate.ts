/** Where a 64-bit machine's memory and its struct pages are put: no process has the upper half. */
const LINEAR_MAP = '0x0000600000000000';
const PAGE_MAP = '0x0000610000000000';

/** The text of asm/page.h with memory where a process can have it; undefined when it has that anyway. */
export function relocated(text: string): string | undefined {
  const moved = text
    .replace(
      /^(#define (?:__)?PAGE_OFFSET\s+)(?:_AC\(0x[89a-f]\w{15}, UL\)|\(-.*)$/m,
      `$1_AC(${LINEAR_MAP}, UL)`,
    )
    .replace(/^(#define \w*(?:vmemmap|VMEMMAP)\w*\s.*)0x[089a-f]\w{15}/gm, `$1${PAGE_MAP}`);
  return moved === text ? undefined : moved;
}
