/** `make defconfig` and its kind in a real tree: what our configurations are held to. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gccPrefixes } from '../../scripts/gcc-prefixes.ts';

/** CROSS_COMPILE of each architecture's gcc; the others are compiled with clang. */
export const crossCompilers: Readonly<Record<string, string>> = {
  ...gccPrefixes,
  sparc: 'sparc64-linux-gnu-',
  um: '',
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
