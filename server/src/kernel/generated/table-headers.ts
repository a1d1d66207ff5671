/** Headers that a script of an architecture makes from a table of facts in the tree. */
import { join } from 'node:path';
import type { KernelConfig } from '../kernel-config.ts';
import type { NodeFileSystem } from '../node-file-system.ts';
import { capabilitiesText } from './cpu-capabilities.ts';
import { featureMasksText } from './cpu-feature-masks.ts';
import { machineTypesText } from './machine-types.ts';
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
  'arm64 asm/sysreg-defs.h': ['arch/arm64/tools/sysreg', systemRegistersText],
  'x86 asm/cpufeaturemasks.h': ['arch/x86/include/asm/cpufeatures.h', featureMasksText],
  'arm asm/mach-types.h': ['arch/arm/tools/mach-types', machineTypesText],
};

/** The text of a generated header; undefined when nobody here computes it. */
export function tableHeader(input: TableInput, name: string): (() => string) | undefined {
  const [table, generate] = tables[`${input.sourceArch} ${name}`] ?? [];
  if (table === undefined || generate === undefined) return syscallHeader(input, name);
  const path = join(input.tree, table);
  return input.fs.isFile(path)
    ? () => generate(input.fs.readText(path) ?? '', input.config)
    : undefined;
}
