/**
 * Runs the modelled kernel: page tables of every machine are made, used, split, refused for lack of
 * memory and freed; afterwards no frame, no table and no charge may be left, and a table whose
 * destructor was forgotten must be reported. See run/lifecycles.c.
 */
import assert from 'node:assert/strict';
import { missingOracle, requireOracle } from '../oracles/gcc.ts';
import { type RunOptions, runLifecycles } from './lifecycle-program.ts';
import { MACHINES, type Machine } from './machines.ts';
import { BEFORE } from './model-build.ts';

function variants(machine: Machine): RunOptions[] {
  if (machine.arch === 'powerpc') return [{ radix: true }, { radix: false }];
  return [{}];
}

function title({ arch, config }: Machine, { radix }: RunOptions): string {
  const translation = radix === undefined ? '' : radix ? ', radix' : ', hash';
  return `${arch}/${config}${translation}`;
}

/** Enough to run each way of freeing tables and each place of their lock. */
const RUN_BEFORE = ['x86_64_full', 'x86_64_lockdep', 's390', 'ppc64', 'multi', 'ip27'];

function lifecycleTest(machine: Machine, options: RunOptions): void {
  it(title(machine, options), async function () {
    this.timeout(120_000);
    if (process.arch !== 'x64') missingOracle(this, 'the host is no x86-64');
    requireOracle(this, 'x86_64-linux-gnu-gcc');
    requireOracle(this, 'i686-linux-gnu-gcc');
    const { status, stderr } = await runLifecycles(machine, options);
    assert.equal(stderr, '');
    assert.equal(status, 0);
  });
}

describe('the lifecycles of page tables in the modelled kernel', () => {
  for (const machine of MACHINES) {
    for (const options of variants(machine)) lifecycleTest(machine, options);
  }
});

describe('the same before struct ptdesc', () => {
  const chosen = RUN_BEFORE.map((name) => `${name}_defconfig`);
  for (const machine of MACHINES.filter(({ config }) => chosen.includes(config))) {
    for (const options of variants(machine)) {
      lifecycleTest(machine, { ...options, overlay: BEFORE });
    }
  }
});
