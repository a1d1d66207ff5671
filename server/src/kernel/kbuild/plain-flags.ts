import { basename, dirname, join, relative } from 'node:path';
import type { KbuildInput } from './kbuild.ts';

/** Flags of each architecture that change predefined macros, as its arch/X/Makefile gives them. */
const machineFlags: Readonly<Record<string, string>> = {
  x86_64:
    '-m64 -mno-sse -mno-mmx -mno-sse2 -mno-3dnow -mno-avx -mno-80387 -mno-red-zone -mcmodel=kernel',
  i386: '-m32 -march=i686 -mno-sse -mno-mmx -mno-3dnow -msoft-float -ffreestanding',
  aarch64: '-mgeneral-regs-only',
  arm: '-marm -msoft-float -march=armv7-a',
  s390x: '-m64 -msoft-float',
  powerpc: '-m32 -msoft-float',
  powerpc64: '-m64 -msoft-float -mno-altivec -mno-vsx',
  powerpc64le: '-m64 -msoft-float -mno-altivec -mno-vsx',
  riscv32: '-mabi=ilp32 -march=rv32ima_zicsr_zifencei',
  riscv64: '-mabi=lp64 -march=rv64imac_zicsr_zifencei',
  mips: '-mno-abicalls -msoft-float -ffreestanding',
  mips64: '-mno-abicalls -msoft-float -ffreestanding',
  sparc64: '-m64 -mno-fpu',
  sparc: '-m32 -mno-fpu',
  parisc: '-mdisable-fpregs',
  sh: '-m4-nofpu',
  alpha: '-mno-fp-regs',
};

/** What the kernel has said to its compiler since 6.2, whatever the file. */
const commonFlags =
  '-nostdinc -D__KERNEL__ -std=gnu11 -fshort-wchar -funsigned-char -fno-common -fno-PIE -fno-strict-aliasing -O2';

/** Headers that Kbuild includes before every file, where the tree has them. */
const forcedHeaders = ['compiler-version.h', 'kconfig.h', 'compiler_types.h'];

/** The flags of a file in a tree that has no scripts/Makefile.lib to read them from. */
export function plainKbuildFlags(input: KbuildInput, path: string): string[] {
  const { tree, build, sourceArch, fs, target } = input;
  const file = relative(tree, path);
  const stem = basename(file).replace(/\.[^.]*$/, '');
  const name = stem.replace(/[-,]/g, '_');
  const folders = [
    join(tree, 'arch', sourceArch, 'include'),
    join(build, 'arch', sourceArch, 'include/generated'),
    join(tree, 'include'),
    join(build, 'include'),
    join(tree, 'arch', sourceArch, 'include/uapi'),
    join(build, 'arch', sourceArch, 'include/generated/uapi'),
    join(tree, 'include/uapi'),
    join(build, 'include/generated/uapi'),
  ];
  const forced = forcedHeaders.map((header) => join(tree, 'include/linux', header));
  return [
    ...commonFlags.split(' '),
    ...(machineFlags[target.name] ?? '').split(' ').filter((flag) => flag !== ''),
    ...folders.map((folder) => `-I${folder}`),
    ...forced.filter((header) => fs.isFile(header)).map((header) => `-include${header}`),
    `-DKBUILD_MODFILE="${join(dirname(file), stem)}"`,
    `-DKBUILD_BASENAME="${name}"`,
    `-DKBUILD_MODNAME="${name}"`,
    `-D__KBUILD_MODNAME=kmod_${name}`,
  ];
}
