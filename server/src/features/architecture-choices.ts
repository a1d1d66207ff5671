import { join } from 'node:path';
import { otherMachines } from '../kernel/architectures.ts';
import { usualArch } from '../profile/computed-config.ts';
import type { Profile } from '../profile/profile.ts';
import type { ProfileChoices } from '../protocol.ts';

/** What to choose from besides builds: the tree's architectures, and the defconfigs of the one that is read. */
export function architectureChoices({
  arch,
  sourceArch,
  kernel,
  tree,
  fs,
}: Profile): Pick<ProfileChoices, 'arch' | 'architectures' | 'defconfigs'> {
  const machines = kernel.architectures.flatMap((folder) => {
    const usual = usualArch(folder);
    return kernel.model ? [usual] : [usual, ...otherMachines(usual)];
  });
  const names = kernel.model ? [] : fs.list(join(tree, `arch/${sourceArch}/configs`)).sort();
  const defconfigs = names.filter((name) => name.endsWith('defconfig'));
  return { arch, architectures: machines, defconfigs };
}
