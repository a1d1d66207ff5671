import { openKernelTree } from '../server/src/kernel/kernel-tree.ts';
import { modelTree } from '../server/src/kernel/model-tree.ts';
import { type SimulatedMachine, simulatedMachines } from '../server/src/simulate/machines.ts';

/** The machines of the modelled kernel. @throws when it is not there */
export function modelMachines(): readonly SimulatedMachine[] {
  const tree = openKernelTree(modelTree());
  if (!tree) throw new Error('the modelled kernel is missing');
  return simulatedMachines(tree, { tree: tree.root });
}
