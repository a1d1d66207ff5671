/**
 * The kernel's names for architectures: the folder under arch/ (SRCARCH), the names that
 * `make ARCH=` accepts, and which compiler target a configuration selects. The mapping follows
 * the top Makefile ("Additional ARCH settings") and the options each arch/X/Makefile tests.
 */
import { findTarget } from '../../../language/src/targets/all-targets.ts';
import type { Target } from '../../../language/src/targets/target.ts';
import type { KernelConfig } from './kernel-config.ts';

/** ARCH values that are not the name of their folder. */
const folders: ReadonlyMap<string, string> = new Map([
  ['i386', 'x86'],
  ['x86_64', 'x86'],
  ['sparc32', 'sparc'],
  ['sparc64', 'sparc'],
  ['parisc64', 'parisc'],
  ['sh64', 'sh'],
]);

/** The folder under arch/ for an ARCH name: `x86` for `x86_64`. */
export function sourceArchitecture(arch: string): string {
  return folders.get(arch) ?? arch;
}

/** What else `make ARCH=` may be given for the folder of an architecture: `i386` for `x86_64`. */
export function otherMachines(arch: string): string[] {
  const pair = MACHINES.find((names) => names.includes(arch)) ?? [];
  return pair.filter((name) => name !== arch);
}

/** Folders under arch/ of which the top Makefile ("Additional ARCH settings") makes two machines. */
const MACHINES: readonly (readonly string[])[] = [
  ['x86_64', 'i386'],
  ['sparc64', 'sparc'],
  ['parisc', 'parisc64'],
];

/** True when a configuration is for what an ARCH name says: `i386` is not for one of 64 bits, `x86` is for both. */
export function isFor(config: KernelConfig, arch: string): boolean {
  const folder = sourceArchitecture(arch);
  if (configArchitecture(config) !== folder) return false;
  const own = makeArchitecture(folder, config);
  return arch === folder || arch === own || (arch === 'sparc32' && own === 'sparc');
}

/** The symbol a configuration sets for its architecture, where its title does not tell. */
const architectureSymbols: readonly (readonly [symbol: string, arch: string])[] = [
  ['UML', 'um'],
  ['X86', 'x86'],
  ['ARM64', 'arm64'],
  ['ARM', 'arm'],
  ['S390', 's390'],
  ['PPC', 'powerpc'],
  ['RISCV', 'riscv'],
  ['LOONGARCH', 'loongarch'],
  ['MIPS', 'mips'],
  ['SPARC', 'sparc'],
  ['PARISC', 'parisc'],
  ['M68K', 'm68k'],
  ['SUPERH', 'sh'],
  ['ALPHA', 'alpha'],
  ['ARC', 'arc'],
  ['CSKY', 'csky'],
  ['HEXAGON', 'hexagon'],
  ['MICROBLAZE', 'microblaze'],
  ['NIOS2', 'nios2'],
  ['OPENRISC', 'openrisc'],
  ['XTENSA', 'xtensa'],
];

/** The folder under arch/ that a configuration is for; undefined when nothing in it tells. */
export function configArchitecture(config: KernelConfig): string | undefined {
  if (config.title !== undefined) return sourceArchitecture(config.title);
  return architectureSymbols.find(([symbol]) => config.isSet(symbol))?.[1];
}

/** Chooses the compiler target of a configuration; each row names the symbols it looks at. */
const targetRules: Readonly<Record<string, (config: KernelConfig) => string>> = {
  alpha: () => 'alpha',
  arc: () => 'arc',
  arm: (config) => (config.isSet('CPU_BIG_ENDIAN') ? 'armeb' : 'arm'),
  arm64: (config) => (config.isSet('CPU_BIG_ENDIAN') ? 'aarch64_be' : 'aarch64'),
  csky: () => 'csky',
  hexagon: () => 'hexagon',
  loongarch: () => 'loongarch64',
  m68k: (config) => (config.isSet('COLDFIRE') ? 'coldfire' : 'm68k'),
  microblaze: (config) => (config.isSet('CPU_BIG_ENDIAN') ? 'microblaze' : 'microblazeel'),
  mips: (config) =>
    `mips${config.isSet('64BIT') ? '64' : ''}${config.isSet('CPU_LITTLE_ENDIAN') ? 'el' : ''}`,
  nios2: () => 'nios2',
  openrisc: () => 'or1k',
  parisc: (config) => (config.isSet('64BIT') ? 'parisc64' : 'parisc'),
  powerpc: (config) =>
    !config.isSet('PPC64')
      ? 'powerpc'
      : config.isSet('CPU_LITTLE_ENDIAN')
        ? 'powerpc64le'
        : 'powerpc64',
  riscv: (config) => (config.isSet('32BIT') ? 'riscv32' : 'riscv64'),
  s390: () => 's390x',
  sh: (config) => (config.isSet('CPU_BIG_ENDIAN') ? 'sheb' : 'sh'),
  sparc: (config) => (config.isSet('64BIT') ? 'sparc64' : 'sparc'),
  um: (config) => (config.isSet('64BIT') || config.isSet('X86_64') ? 'x86_64' : 'i386'),
  x86: (config) => (config.isSet('X86_64') ? 'x86_64' : 'i386'),
  xtensa: (config) => (config.isSet('CPU_BIG_ENDIAN') ? 'xtensaeb' : 'xtensa'),
};

/** The compiler target of a configuration of `sourceArch`; undefined for an architecture we do not know. */
export function configTarget(sourceArch: string, config: KernelConfig): Target | undefined {
  const name = targetRules[sourceArch]?.(config);
  return name === undefined ? undefined : findTarget(name);
}

/** The value of make's ARCH that a user would give for a configuration: `x86_64` rather than `x86`. */
export function makeArchitecture(sourceArch: string, config: KernelConfig): string {
  if (sourceArch === 'x86') return config.isSet('X86_64') ? 'x86_64' : 'i386';
  if (sourceArch === 'sparc' && config.isSet('64BIT')) return 'sparc64';
  if (sourceArch === 'parisc' && config.isSet('64BIT')) return 'parisc64';
  return sourceArch;
}
