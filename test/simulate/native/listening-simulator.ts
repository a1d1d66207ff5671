/** The emulator's side of the comparison: a machine of the model, and what its calls return. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SimulatedKernel, Simulator } from '../../../emulator/src/link/simulator.ts';
import type { FunctionEntry } from '../../../emulator/src/machine/run/function-entry.ts';
import type { Value } from '../../../emulator/src/machine/values/scalar-kind.ts';
import { resolve } from '../../../language/src/types/types.ts';
import { openKernelTree } from '../../../server/src/kernel/kernel-tree.ts';
import { simulatedMachines } from '../../../server/src/simulate/machines.ts';
import { openKernel } from '../../../server/src/simulate/open-kernel.ts';
import type { Machine } from '../../model/machines.ts';
import { MODEL } from '../../model/model-build.ts';
import { relocated } from '../../model/relocate.ts';
import type { Returned } from './dump.ts';

/** A simulator that writes down what the kernel's functions return while a lifecycle runs. */
export class ListeningSimulator extends Simulator {
  readonly calls: Returned[] = [];

  constructor(kernel: SimulatedKernel) {
    super(kernel, { returned: (entry, result) => this.listen(entry, result) });
  }

  private listen(entry: FunctionEntry, result: Value): void {
    if (!this.run.story.isWatching || entry.owner === undefined || entry.native !== undefined)
      return;
    this.calls.push({ name: entry.name, bytes: this.bytesOf(entry, result) });
  }

  private bytesOf({ owner, definition }: FunctionEntry, result: Value): Uint8Array {
    const type = definition && resolve(definition.symbol.type);
    const returned = type?.kind === 'function' ? resolve(type.returnType) : undefined;
    if (returned === undefined || returned.kind === 'void') return new Uint8Array();
    const size = owner?.unit.sizeBytes(returned) ?? 0;
    const { machine, memory } = this.run;
    if (returned.kind === 'record') return memory.bytes.peek(result, size);
    const bytes = new Uint8Array(size);
    for (let i = 0, rest = BigInt.asUintN(8 * size, BigInt(result)); i < size; i++, rest >>= 8n)
      bytes[machine.target.bigEndian ? size - 1 - i : i] = Number(rest & 255n);
    return bytes;
  }
}

/** One text of a file of the model, replaced. */
export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A machine of the model with its memory where a process can have it. */
export function kernelFor(machine: Machine, name: string, edit?: Edit): SimulatedKernel {
  const tree = openKernelTree(MODEL);
  assert.ok(tree);
  const [simulated] = simulatedMachines(tree, { tree: MODEL, arch: name });
  assert.ok(simulated);
  const page = join(MODEL, 'arch', machine.arch, 'include/asm/page.h');
  const moved = relocated(readFileSync(page, 'utf8'));
  const texts = new Map(moved === undefined ? [] : [[page, moved]]);
  if (edit) {
    const path = join(MODEL, edit.file);
    const text = readFileSync(path, 'utf8');
    assert.ok(text.includes(edit.from), `${edit.file} has no "${edit.from}"`);
    texts.set(path, text.replace(edit.from, edit.to));
  }
  const encoder = new TextEncoder();
  const overlay = new Map([...texts].map(([path, text]) => [path, encoder.encode(text)]));
  return openKernel({ machine: simulated, overlay });
}
