/** Headers that a script of an architecture makes from a table of facts in the tree. */
import { join } from 'node:path';
import type { KernelConfig } from '../kernel-config.ts';
import type { NodeFileSystem } from '../node-file-system.ts';
import { capabilitiesText } from './cpu-capabilities.ts';
import { featureMasksText } from './cpu-feature-masks.ts';
import { facilityListsText } from './facility-lists.ts';
import { hardwareCapabilitiesText } from './hardware-capabilities.ts';
import { machineTypesText } from './machine-types.ts';
import { syscallCount } from './syscall-counts.ts';
import { syscallHeader } from './syscall-headers.ts';
import { systemRegistersText } from './system-registers.ts';

/** Where tables are. */
export interface TableInput {
  readonly tree: string;
  readonly sourceArch: string;
  readonly config: KernelConfig;
  readonly fs: NodeFileSystem;
}

type Generator = (text: string, config: KernelConfig) => string;

/** By architecture and header: the table, and what its script prints (arch/X/tools/Makefile). */
const tables: Readonly<Record<string, readonly [table: string, generate: Generator]>> = {
  'arm64 asm/cpucap-defs.h': ['arch/arm64/tools/cpucaps', capabilitiesText],
  'arm64 asm/cpucaps.h': ['arch/arm64/tools/cpucaps', capabilitiesText],
  'arm64 asm/kernel-hwcap.h': ['arch/arm64/include/uapi/asm/hwcap.h', hardwareCapabilitiesText],
  'arm64 asm/sysreg-defs.h': ['arch/arm64/tools/sysreg', systemRegistersText],
  'x86 asm/cpufeaturemasks.h': ['arch/x86/include/asm/cpufeatures.h', featureMasksText],
  'arm asm/mach-types.h': ['arch/arm/tools/mach-types', machineTypesText],
};

/** The text of a generated header; undefined when no one here computes it. */
export function tableHeader(input: TableInput, name: string): (() => string) | undefined {
  if (`${input.sourceArch} ${name}` === 's390 asm/facility-defs.h') return facilityLists(input);
  const [table, generate] = tables[`${input.sourceArch} ${name}`] ?? [];
  if (table === undefined || generate === undefined)
    return syscallCount(input, name) ?? syscallHeader(input, name);
  const path = join(input.tree, table);
  return input.fs.isFile(path)
    ? () => generate(input.fs.readText(path) ?? '', input.config)
    : undefined;
}

/** The table is a program, and may be written in a way that is not known here. */
function facilityLists({ tree, fs, config }: TableInput): (() => string) | undefined {
  const source = fs.readText(join(tree, 'arch/s390/tools/gen_facilities.c'));
  const text = source === undefined ? undefined : facilityListsText(source, config);
  return text === undefined ? undefined : () => text;
}
