/**
 * The numbers of system calls, from an architecture's table, as scripts/syscallhdr.sh prints them.
 * Which rows of which table a header has is what the makefile that each row names says.
 */
import { join } from 'node:path';
import { words } from '../make/make-words.ts';
import { Makefile } from '../make/makefile.ts';
import type { TableInput } from './table-headers.ts';

/** The arguments of scripts/syscallhdr.sh. */
interface SyscallRows {
  /** Relative to the tree. */
  readonly table: string;
  /** Rows whose second column starts with one of these; all rows without it. */
  readonly abis?: readonly string[];
  readonly prefix?: string;
  readonly offset?: string;
  readonly emitNr?: boolean;
}

const x86 = 'arch/x86/entry/syscalls/syscall_';
const arm = 'arch/arm/tools/syscall.tbl';
const powerpc = 'arch/powerpc/kernel/syscalls/syscall.tbl';
const s390 = 'arch/s390/kernel/syscalls/syscall.tbl';

/** By architecture and header. */
const headers: Readonly<Record<string, SyscallRows>> = {
  // arch/x86/entry/syscalls/Makefile
  'x86 uapi/asm/unistd_32.h': { table: `${x86}32.tbl`, abis: ['i386'], emitNr: true },
  'x86 uapi/asm/unistd_64.h': { table: `${x86}64.tbl`, abis: ['common', '64'], emitNr: true },
  'x86 uapi/asm/unistd_x32.h': {
    table: `${x86}64.tbl`,
    abis: ['common', 'x32'],
    offset: '__X32_SYSCALL_BIT',
    emitNr: true,
  },
  'x86 asm/unistd_32_ia32.h': {
    table: `${x86}32.tbl`,
    abis: ['i386'],
    prefix: 'ia32_',
    emitNr: true,
  },
  'x86 asm/unistd_64_x32.h': { table: `${x86}64.tbl`, abis: ['x32'], prefix: 'x32_', emitNr: true },
  // arch/arm/tools/Makefile
  'arm uapi/asm/unistd-oabi.h': {
    table: arm,
    abis: ['common', 'oabi'],
    offset: '__NR_SYSCALL_BASE',
  },
  'arm uapi/asm/unistd-eabi.h': {
    table: arm,
    abis: ['common', 'eabi'],
    offset: '__NR_SYSCALL_BASE',
  },
  // arch/powerpc/kernel/syscalls/Makefile
  'powerpc uapi/asm/unistd_32.h': { table: powerpc, abis: ['common', 'nospu', '32'], emitNr: true },
  'powerpc uapi/asm/unistd_64.h': { table: powerpc, abis: ['common', 'nospu', '64'], emitNr: true },
  // arch/s390/kernel/syscalls/Makefile
  's390 uapi/asm/unistd_32.h': { table: s390, abis: ['common', '32'] },
  's390 uapi/asm/unistd_64.h': { table: s390, abis: ['common', '64'] },
};

/** The text of a header of system calls; undefined when the name is not one that is known. */
export function syscallHeader(input: TableInput, name: string): (() => string) | undefined {
  const rows = headers[`${input.sourceArch} ${name}`] ?? usualRows(input, name);
  if (rows === undefined) return undefined;
  const path = join(input.tree, rows.table);
  return input.fs.isFile(path) ? () => syscallText(input.fs.readText(path) ?? '', rows) : undefined;
}

/** What most makefiles of arch/X/kernel/syscalls say, and scripts/Makefile.asm-headers. */
function usualRows(input: TableInput, name: string): SyscallRows | undefined {
  const [, compat, width] = /^(?:uapi\/)?asm\/unistd_(compat_)?(n?\d+|o32)\.h$/.exec(name) ?? [];
  if (width === undefined) return undefined;
  const { tree, sourceArch, fs } = input;
  const folder = `arch/${sourceArch}/kernel/syscalls`;
  const wide = `${folder}/syscall_${width}.tbl`;
  if (fs.isFile(join(tree, wide))) return { table: wide, offset: '__NR_Linux' };
  const table = `${folder}/syscall.tbl`;
  if (!fs.isFile(join(tree, table))) return genericRows(input, width, compat !== undefined);
  // One table for two widths names them in its second column.
  const isShared = /^\d+\s+(32|64)\s/m.test(fs.readText(join(tree, table)) ?? '');
  return { table, emitNr: true, ...(isShared && { abis: ['common', width] }) };
}

function genericRows(
  { tree, sourceArch, fs }: TableInput,
  width: string,
  isCompat: boolean,
): SyscallRows {
  const makefile = new Makefile({
    readText: (path) => fs.readText(path),
    glob: () => [],
    call: () => '',
  });
  makefile.variables.lock('srctree', tree);
  makefile.assign('syscalltbl', '=', 'scripts/syscall.tbl');
  makefile.include(join(tree, 'arch', sourceArch, 'kernel/Makefile.syscalls'));
  return {
    table: makefile.value('syscalltbl').trim().replace(`${tree}/`, '').replace('%', width),
    abis: ['common', width, ...words(makefile.value(`syscall_abis_${width}`))],
    emitNr: true,
    ...(isCompat && { prefix: `compat${width}_` }),
  };
}

function syscallText(table: string, rows: SyscallRows): string {
  const { abis, prefix = '', offset, emitNr } = rows;
  const lines: string[] = [];
  let last = 0;
  for (const line of table.split('\n')) {
    const [number = '', abi = '', name = ''] = line.split(/\s+/);
    if (!/^[\da-fA-FxX]+$/.test(number) || name === '') continue;
    if (abis && !abis.some((each) => abi.startsWith(each))) continue;
    last = Number(number);
    lines.push(`#define __NR_${prefix}${name} ${offset ? `(${offset} + ${number})` : number}`);
  }
  if (emitNr)
    lines.push('#ifdef __KERNEL__', `#define __NR_${prefix}syscalls ${last + 1}`, '#endif');
  return `${lines.join('\n')}\n`;
}
