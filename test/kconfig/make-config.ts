/** `make defconfig` and its kind in a real tree: what our configurations are held to. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** CROSS_COMPILE of each architecture's gcc; the others are compiled with clang. */
export const crossCompilers: Readonly<Record<string, string>> = {
  alpha: 'alpha-linux-gnu-',
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
  sparc: 'sparc64-linux-gnu-',
  sparc64: 'sparc64-linux-gnu-',
  um: '',
  x86_64: '',
};

/** The `.config` that make writes for a goal. @param before the `.config` to start from */
export function makeConfig(tree: string, arch: string, goal: string, before?: string): string {
  const build = mkdtempSync(join(tmpdir(), 'ptdesc-kconfig-'));
  try {
    if (before !== undefined) writeFileSync(join(build, '.config'), before);
    const cross = crossCompilers[arch];
    const compiler = cross === undefined ? ['LLVM=-19'] : [`CROSS_COMPILE=${cross}`];
    const run = spawnSync(
      'make',
      ['-s', '-C', tree, `O=${build}`, `ARCH=${arch}`, ...compiler, goal],
      {
        encoding: 'utf8',
      },
    );
    if (run.status !== 0) throw new Error(`make ${goal}: ${run.stderr}`);
    return readFileSync(join(build, '.config'), 'utf8');
  } finally {
    rmSync(build, { recursive: true, force: true });
  }
}
