/** CROSS_COMPILE of each machine's gcc and binutils, as Debian names them. */
export const gccPrefixes: Readonly<Record<string, string>> = {
  alpha: 'alpha-linux-gnu-',
  arc: 'arc-linux-gnu-',
  arm: 'arm-linux-gnueabihf-',
  arm64: 'aarch64-linux-gnu-',
  i386: '',
  m68k: 'm68k-linux-gnu-',
  mips: 'mips-linux-gnu-',
  parisc: 'hppa-linux-gnu-',
  powerpc: 'powerpc64le-linux-gnu-',
  riscv: 'riscv64-linux-gnu-',
  s390: 's390x-linux-gnu-',
  sh: 'sh4-linux-gnu-',
  sparc64: 'sparc64-linux-gnu-',
  x86_64: '',
};
