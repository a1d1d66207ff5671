import { spawnSync } from 'node:child_process';

/** One call that the tests make of a real compiler, and the target that should agree with it. */
export interface CompilerCase {
  readonly command: string;
  readonly target: string;
  readonly flags: readonly string[];
}

/** A compiler, the target that it compiles for, and the flags that make it do so. */
export type AbiCompiler = readonly [command: string, target: string, ...flags: string[]];

/** One compiler for each ABI; the flags that change a layout are the machine's. */
export const COMPILER_OF_ABI: readonly AbiCompiler[] = [
  ['gcc', 'x86_64'],
  ['i686-linux-gnu-gcc', 'i386'],
  ['aarch64-linux-gnu-gcc', 'aarch64'],
  ['arm-linux-gnueabihf-gcc', 'arm'],
  ['s390x-linux-gnu-gcc', 's390x'],
  ['powerpc64le-linux-gnu-gcc', 'powerpc64le'],
  ['powerpc64-linux-gnu-gcc', 'powerpc64'],
  ['powerpc64-linux-gnu-gcc', 'powerpc', '-m32'],
  ['riscv64-linux-gnu-gcc', 'riscv64'],
  ['riscv64-linux-gnu-gcc', 'riscv32', '-march=rv32ima', '-mabi=ilp32'],
  ['m68k-linux-gnu-gcc', 'm68k'],
  ['mips-linux-gnu-gcc', 'mips'],
  ['sparc64-linux-gnu-gcc', 'sparc64'],
  ['sparc64-linux-gnu-gcc', 'sparc', '-m32'],
  ['hppa-linux-gnu-gcc', 'parisc'],
  ['alpha-linux-gnu-gcc', 'alpha'],
];

/** The result of a compiler run: its output, or what it complained about. */
export function runCompiler(command: string, flags: readonly string[], source: string): string {
  const run = spawnSync(command, [...flags, '-x', 'c', '-'], {
    input: source,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (run.status !== 0) throw new Error(`${command} ${flags.join(' ')}:\n${run.stderr}`);
  return run.stdout;
}

/** The macros that `-dM -E` prints, by name with the parameter list. */
export function dumpedMacros(command: string, flags: readonly string[]): Map<string, string> {
  const macros = new Map<string, string>();
  for (const line of runCompiler(command, [...flags, '-dM', '-E'], '').split('\n')) {
    const [, name, value] = /^#define (\w+(?:\([^)]*\))?) ?(.*)$/.exec(line) ?? [];
    if (name !== undefined) macros.set(name, value ?? '');
  }
  return macros;
}

const common = '-nostdinc -std=gnu11 -O2 -fshort-wchar -funsigned-char -fno-PIE';
const x86 = '-mno-sse -mno-mmx -mno-sse2 -mno-3dnow -mno-avx';
const x86_64 = `${x86} -m64 -mno-80387 -mno-fp-ret-in-387 -mno-red-zone -mcmodel=kernel`;
const i386 = `${x86} -m32 -msoft-float -mregparm=3 -freg-struct-return -fno-pic -ffreestanding`;
const arm = '-mlittle-endian -mabi=aapcs-linux -mfpu=vfp -marm -msoft-float';
const mips = '-mno-check-zero-division -G 0 -mno-abicalls -fno-pic -msoft-float -ffreestanding';
const power = '-m64 -msoft-float -mcmodel=medium -mcpu=power8 -mno-altivec -mno-vsx';

function kernelCase(command: string, target: string, flags: string): CompilerCase {
  return { command, target, flags: `${common} ${flags}`.trim().split(/\s+/) };
}

const x86Gcc = 'x86_64-linux-gnu-gcc';

/** The compilers that Debian has, each with its defaults and with what the kernel's arch Makefile says. */
export const gccCases: readonly CompilerCase[] = [
  kernelCase(x86Gcc, 'x86_64', `${x86_64} -fcf-protection=branch -fstack-protector-strong`),
  kernelCase(x86Gcc, 'x86_64', `${x86_64} -fcf-protection=none -march=core2`),
  kernelCase(x86Gcc, 'x86_64', '-msse -msse2 -fPIC -fstack-protector-all'),
  kernelCase(x86Gcc, 'x86_64', ''),
  kernelCase(x86Gcc, 'x86_64', '-fno-asynchronous-unwind-tables'),
  kernelCase(x86Gcc, 'x86_64', '-fno-asynchronous-unwind-tables -gdwarf-5'),
  kernelCase('riscv64-linux-gnu-gcc', 'riscv64', '-g'),
  kernelCase(x86Gcc, 'i386', `${i386} -march=i686 -fcf-protection=none -fstack-protector`),
  kernelCase('i686-linux-gnu-gcc', 'i386', `${i386} -march=i686 -mtune=pentium3`),
  { command: x86Gcc, target: 'x86_64', flags: ['-nostdinc', '-std=gnu89', '-Os', '-fpie'] },
  { command: x86Gcc, target: 'x86_64', flags: ['-nostdinc', '-std=c11', '-fPIC'] },
  kernelCase('aarch64-linux-gnu-gcc', 'aarch64', ''),
  kernelCase('aarch64-linux-gnu-gcc', 'aarch64', '-mgeneral-regs-only -mbranch-protection=pac-ret'),
  kernelCase('aarch64-linux-gnu-gcc', 'aarch64', '-mgeneral-regs-only -fpie -Os -mstrict-align'),
  kernelCase('aarch64-linux-gnu-gcc', 'aarch64_be', '-mgeneral-regs-only -mbig-endian'),
  kernelCase('arm-linux-gnueabihf-gcc', 'arm', '-mthumb'),
  kernelCase('arm-linux-gnueabihf-gcc', 'arm', `${arm} -march=armv7-a -funwind-tables`),
  kernelCase('arm-linux-gnueabihf-gcc', 'arm', `${arm} -march=armv5te -mtune=arm9tdmi`),
  kernelCase('s390x-linux-gnu-gcc', 's390x', ''),
  kernelCase('s390x-linux-gnu-gcc', 's390x', '-m64 -march=zEC12 -msoft-float -mbackchain'),
  kernelCase('powerpc64le-linux-gnu-gcc', 'powerpc64le', ''),
  kernelCase('powerpc64le-linux-gnu-gcc', 'powerpc64le', `${power} -mlittle-endian -mabi=elfv2`),
  kernelCase('powerpc64-linux-gnu-gcc', 'powerpc64', ''),
  kernelCase('powerpc64-linux-gnu-gcc', 'powerpc64', `${power} -mbig-endian`),
  kernelCase('powerpc64-linux-gnu-gcc', 'powerpc', '-m32 -mbig-endian -msoft-float -mcpu=powerpc'),
  kernelCase('riscv64-linux-gnu-gcc', 'riscv64', ''),
  kernelCase(
    'riscv64-linux-gnu-gcc',
    'riscv64',
    '-mabi=lp64 -march=rv64imac_zicsr -mcmodel=medany',
  ),
  kernelCase('riscv64-linux-gnu-gcc', 'riscv32', '-mabi=ilp32 -march=rv32ima_zicsr'),
  kernelCase('mips-linux-gnu-gcc', 'mips', ''),
  kernelCase('mips-linux-gnu-gcc', 'mips', `${mips} -mabi=32 -march=mips32r2`),
  kernelCase('mips64-linux-gnuabi64-gcc', 'mips64', `${mips} -mabi=64 -march=mips64r2`),
  kernelCase('sparc64-linux-gnu-gcc', 'sparc64', ''),
  kernelCase('sparc64-linux-gnu-gcc', 'sparc64', '-m64 -mno-fpu -mcpu=ultrasparc -mcmodel=medlow'),
  kernelCase('sparc64-linux-gnu-gcc', 'sparc', '-m32 -mcpu=v8 -mno-fpu'),
  kernelCase('hppa-linux-gnu-gcc', 'parisc', ''),
  kernelCase('hppa-linux-gnu-gcc', 'parisc', '-mno-space-regs -march=1.1 -mdisable-fpregs'),
  kernelCase('alpha-linux-gnu-gcc', 'alpha', ''),
  kernelCase('arc-linux-gnu-gcc', 'arc', '-mcpu=hs38'),
  kernelCase('arc-linux-gnu-gcc', 'arc', '-mcpu=hs38 -mno-ll64 -mno-div-rem -mno-unaligned-access'),
  kernelCase('arc-linux-gnu-gcc', 'arc', '-mcpu=arc700'),
  kernelCase('alpha-linux-gnu-gcc', 'alpha', '-mno-fp-regs -mcpu=ev5'),
  kernelCase('sh4-linux-gnu-gcc', 'sh', ''),
  kernelCase('sh4-linux-gnu-gcc', 'sh', '-m4 -m4-nofpu -ml'),
  kernelCase('m68k-linux-gnu-gcc', 'm68k', ''),
  kernelCase('m68k-linux-gnu-gcc', 'm68k', '-m68040'),
];

/** clang as `make LLVM=1` calls it. */
export const clangCases: readonly CompilerCase[] = [
  kernelCase(
    'clang-19',
    'x86_64',
    `--target=x86_64-linux-gnu ${x86_64.replace('-mno-fp-ret-in-387', '')} -fcf-protection=branch -fstack-protector-strong`,
  ),
];
