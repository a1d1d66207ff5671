/** How many system calls an architecture has, as its own script prints it from the table. */
import { join } from 'node:path';
import type { TableInput } from './table-headers.ts';

/** One header of a count. */
interface SyscallCount {
  readonly table: string;
  readonly macro: string;
  /** From the last number of the table to the count. */
  count(last: number): number;
}

const next = (last: number): number => last + 1;

/** By architecture and header. */
const headers: Readonly<Record<string, SyscallCount>> = {
  // __max_syscall_nr and generate_syscall_nr in arch/s390/kernel/syscalls/syscalltbl
  's390 asm/unistd_nr.h': {
    table: 'arch/s390/kernel/syscalls/syscall.tbl',
    macro: 'NR_syscalls',
    count: next,
  },
  // arch/arm/tools/syscallnr.sh
  'arm asm/unistd-nr.h': {
    table: 'arch/arm/tools/syscall.tbl',
    macro: '__NR_syscalls',
    count: alignedForArm,
  },
  ...mipsCounts(),
};

/** sysnr_pfx_unistd_nr_… in arch/mips/kernel/syscalls/Makefile, and its syscallnr.sh. */
function mipsCounts(): Record<string, SyscallCount> {
  const prefixes = { n32: 'N32', n64: '64', o32: 'O32' };
  return Object.fromEntries(
    Object.entries(prefixes).map(([width, prefix]) => [
      `mips asm/unistd_nr_${width}.h`,
      {
        table: `arch/mips/kernel/syscalls/syscall_${width}.tbl`,
        macro: `__NR_${prefix}_Linux_syscalls`,
        count: next,
      },
    ]),
  );
}

/** ARM compares with an immediate of 8 bits, so larger counts are rounded up to what can be shifted in. */
function alignedForArm(last: number): number {
  let align = 1;
  while (Math.floor((last + 1) / (256 * align)) > 0) align *= 4;
  return Math.ceil((last + 1) / align) * align;
}

/** The text of a header with a count; undefined when the name is not one that is known. */
export function syscallCount(input: TableInput, name: string): (() => string) | undefined {
  const header = headers[`${input.sourceArch} ${name}`];
  if (header === undefined) return undefined;
  const path = join(input.tree, header.table);
  if (!input.fs.isFile(path)) return undefined;
  return () => {
    const rows = (input.fs.readText(path) ?? '').matchAll(/^([\da-fA-FxX]+)\s+\S/gm);
    const last = Math.max(-1, ...[...rows].map(([, number]) => Number(number)));
    return `#define ${header.macro} ${header.count(last)}\n`;
  };
}
