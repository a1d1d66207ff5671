/**
 * The machines of the modelled kernel and the compiler for each: a cross compiler where there is
 * one, else the one whose data model and byte order are the nearest.
 */

/** One flat configuration of the model. */
export interface Machine {
  /** The folder under arch/. */
  readonly arch: string;
  /** The file in arch/ARCH/configs/. */
  readonly config: string;
  /** The compiler and the flags that choose its target. */
  readonly compiler: readonly string[];
  /** Whose compiler stands in, when it is not the machine's own. */
  readonly standIn?: string;
}

/** The kernel turns this off as well: a flexible array in the middle of a struct is meant. */
const clang = (target: string): string[] => ['clang-19', `--target=${target}`, '-Wno-gnu'];

const X86_64 = ['x86_64-linux-gnu-gcc'];
const I386 = ['i686-linux-gnu-gcc'];
const POWERPC = ['powerpc64-linux-gnu-gcc'];
const ARM = ['arm-linux-gnueabihf-gcc'];
const ARM64 = ['aarch64-linux-gnu-gcc'];
const RISCV = 'riscv64-linux-gnu-gcc';
const S390 = ['s390x-linux-gnu-gcc'];
const M68K = ['m68k-linux-gnu-gcc'];
const MIPS = 'mips-linux-gnu-gcc';
const SPARC = 'sparc64-linux-gnu-gcc';

export const MACHINES: readonly Machine[] = [
  { arch: 'x86', config: 'x86_64_defconfig', compiler: X86_64 },
  { arch: 'x86', config: 'x86_64_full_defconfig', compiler: X86_64 },
  { arch: 'x86', config: 'x86_64_lockdep_defconfig', compiler: X86_64 },
  { arch: 'x86', config: 'x86_64_rt_defconfig', compiler: X86_64 },
  { arch: 'x86', config: 'i386_defconfig', compiler: I386 },
  { arch: 'x86', config: 'i386_pae_defconfig', compiler: I386 },
  { arch: 's390', config: 's390_defconfig', compiler: S390 },
  { arch: 's390', config: 's390_debug_defconfig', compiler: S390 },
  { arch: 'powerpc', config: 'ppc64_defconfig', compiler: POWERPC },
  { arch: 'powerpc', config: 'ppc64_4k_defconfig', compiler: POWERPC },
  { arch: 'powerpc', config: 'ppc64le_defconfig', compiler: ['powerpc64le-linux-gnu-gcc'] },
  { arch: 'arm64', config: 'arm64_defconfig', compiler: ARM64 },
  { arch: 'arm64', config: 'arm64_64k_defconfig', compiler: ARM64 },
  { arch: 'riscv', config: 'riscv64_defconfig', compiler: [RISCV] },
  { arch: 'riscv', config: 'rv32_defconfig', compiler: [RISCV, '-march=rv32imac', '-mabi=ilp32'] },
  { arch: 'arm', config: 'multi_v7_defconfig', compiler: ARM },
  { arch: 'arm', config: 'multi_v7_lpae_defconfig', compiler: ARM },
  { arch: 'm68k', config: 'multi_defconfig', compiler: M68K },
  { arch: 'm68k', config: 'm5475evb_defconfig', compiler: M68K },
  { arch: 'm68k', config: 'sun3_defconfig', compiler: M68K },
  { arch: 'sparc', config: 'sparc64_defconfig', compiler: [SPARC] },
  { arch: 'sparc', config: 'sparc32_defconfig', compiler: [SPARC, '-m32'] },
  { arch: 'mips', config: 'malta_defconfig', compiler: [MIPS, '-EL'] },
  { arch: 'mips', config: 'ip27_defconfig', compiler: ['mips64-linux-gnuabi64-gcc'] },
  { arch: 'loongarch', config: 'loongson3_defconfig', compiler: clang('loongarch64-linux-gnu') },
  { arch: 'hexagon', config: 'comet_defconfig', compiler: clang('hexagon-linux-gnu') },
  { arch: 'csky', config: 'csky_defconfig', compiler: ARM, standIn: 'arm' },
  { arch: 'nios2', config: '3c120_defconfig', compiler: ARM, standIn: 'arm' },
  { arch: 'openrisc', config: 'or1ksim_defconfig', compiler: [MIPS], standIn: 'mips' },
  { arch: 'sh', config: 'rts7751r2d_defconfig', compiler: ['sh4-linux-gnu-gcc'] },
  { arch: 'um', config: 'x86_64_defconfig', compiler: X86_64 },
  { arch: 'um', config: 'i386_defconfig', compiler: I386 },
];

/** `x86/x86_64_defconfig`, with the stand-in when there is one. */
export function machineName(machine: Machine): string {
  const suffix = machine.standIn === undefined ? '' : ` (compiled for ${machine.standIn})`;
  return `${machine.arch}/${machine.config}${suffix}`;
}
