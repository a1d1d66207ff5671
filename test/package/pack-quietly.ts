import { spawnSync } from 'node:child_process';
import { repositoryRoot } from '../repository/repository-root.ts';

/** Packs the extension without the packer's listing; throws with it when that fails. */
export function packQuietly(packagePath: string): void {
  const run = spawnSync(process.execPath, ['scripts/pack-extension.ts', packagePath], {
    cwd: repositoryRoot,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`${run.stdout}${run.stderr}`);
}
