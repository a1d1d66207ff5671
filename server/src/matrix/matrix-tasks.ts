import { otherMachines } from '../kernel/architectures.ts';
import { type KernelTree, modelMachines } from '../kernel/kernel-tree.ts';
import { usualArch } from '../profile/computed-config.ts';
import type { ProfileRequest } from '../profile/profile-request.ts';
import { matrixRequest, type NamedConfiguration } from './configurations.ts';
import type { RowTask } from './read-row.ts';

/**
 * What to read for a matrix: every architecture of the tree, or the one that the request names, with each
 * configuration. The modelled kernel has its machines, each one configuration.
 */
export function matrixTasks(
  kernel: KernelTree,
  request: ProfileRequest,
  configurations: readonly NamedConfiguration[],
): RowTask[] {
  const { tree } = request;
  if (kernel.model)
    return modelMachines(kernel).map(({ arch, name, path }) => ({
      arch,
      configuration: { name: name.replace(/_defconfig$/, ''), set: [] },
      request: { tree, arch, configFile: path },
    }));
  const machines = kernel.architectures.flatMap((folder) => {
    const arch = usualArch(folder);
    return [arch, ...otherMachines(arch)];
  });
  const wanted = request.arch === undefined ? machines : [usualArch(request.arch)];
  return configurations.flatMap((configuration) =>
    wanted.map((arch) => ({
      arch,
      configuration,
      request: matrixRequest(request, arch, configuration),
    })),
  );
}
