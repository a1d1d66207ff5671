/**
 * arch/arm's mach-types.h: for each machine of tools/mach-types its number, and whether this kernel
 * can only be, can be or cannot be it (tools/gen-mach-types).
 */
export function machineTypesText(table: string): string {
  const rows = table
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
    .filter((fields) => fields.length >= 3);
  const numbered = rows.flatMap(([, , type, number]) =>
    number === undefined ? [] : [`#define MACH_TYPE_${type} ${number}`],
  );
  const tests = rows.flatMap(([machine, config, type, number]) =>
    number === undefined
      ? [`#define machine_is_${machine}() (0)`]
      : machineTest(machine, config, type),
  );
  const lines = [
    '#ifndef __ASM_ARM_MACH_TYPE_H',
    '#define __ASM_ARM_MACH_TYPE_H',
    '#ifndef __ASSEMBLY__',
    'extern unsigned int __machine_arch_type;',
    '#endif',
    ...numbered,
    ...tests,
    '#ifndef machine_arch_type',
    '#define machine_arch_type __machine_arch_type',
    '#endif',
    '#endif',
  ];
  return `${lines.join('\n')}\n`;
}

function machineTest(machine = '', config = '', type = ''): string[] {
  return [
    `#ifdef CONFIG_${config}`,
    '# ifdef machine_arch_type',
    '#  undef machine_arch_type',
    '#  define machine_arch_type __machine_arch_type',
    '# else',
    `#  define machine_arch_type MACH_TYPE_${type}`,
    '# endif',
    `# define machine_is_${machine}() (machine_arch_type == MACH_TYPE_${type})`,
    '#else',
    `# define machine_is_${machine}() (0)`,
    '#endif',
  ];
}

/** arch/sh's machtypes.h: for each board whether this kernel is for it (tools/gen-mach-types). */
export function boardTypesText(table: string): string {
  const rows = table
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields.length === 2);
  const lines = rows.flatMap(([board = '', config]) => [
    `#ifdef CONFIG_${config}`,
    `#define MACH_${board} 1`,
    '#else',
    `#define MACH_${board} 0`,
    '#endif',
    `#define mach_is_${board.toLowerCase()}() (MACH_${board})`,
  ]);
  return `${lines.join('\n')}\n`;
}
