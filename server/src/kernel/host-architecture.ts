import { arch } from 'node:os';

/** What Node.js calls the machines that it runs on, and what `make ARCH=` calls them. */
const NAMES: Readonly<Record<string, string>> = {
  x64: 'x86_64',
  ia32: 'i386',
  arm: 'arm',
  arm64: 'arm64',
  loong64: 'loongarch',
  mips: 'mips',
  mipsel: 'mips',
  ppc64: 'powerpc',
  riscv64: 'riscv',
  s390x: 's390',
};

/** The architecture of this machine, which `make` takes where nothing says another one. */
export function hostArchitecture(name: string = arch()): string {
  return NAMES[name] ?? 'x86_64';
}
