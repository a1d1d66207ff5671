import assert from 'node:assert/strict';
import { existsSync, globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { requireOracle } from '../oracles/gcc.ts';
import { run } from '../oracles/run.ts';
import { MACHINES, type Machine, machineName } from './machines.ts';
import { BEFORE, builtFiles, copyModel, discardModel, MODEL, prepareModel } from './model-build.ts';

describe('the modelled kernel', () => {
  it('has a compiler for each of its machines', () => {
    const configs = globSync('arch/*/configs/*', { cwd: MODEL }).sort();
    const named = MACHINES.map(({ arch, config }) => `arch/${arch}/configs/${config}`).sort();
    assert.deepEqual(named, configs);
  });

  it('has no C file that no machine builds', () => {
    const built = new Set(MACHINES.flatMap((machine) => builtFiles(machine)));
    const sources = globSync('**/*.c', { cwd: MODEL }).filter(
      (path) => !path.startsWith('before/'),
    );
    assert.deepEqual(
      sources.filter((path) => !built.has(path)),
      [],
    );
  });

  it('has no header that no machine includes', async function () {
    this.timeout(300_000);
    const included = new Set<string>();
    for (const machine of MACHINES) {
      requireOracle(this, machine.compiler[0] ?? '');
      const build = await prepareModel(machine);
      const command = [...build.command, '-M', ...builtFiles(machine)];
      const { stdout } = await run(command, { cwd: MODEL });
      for (const [path] of stdout.toString().matchAll(/(?:include|arch|mm)\/[\w/.-]+\.h/g)) {
        included.add(path);
      }
      discardModel(build);
    }
    const headers = globSync('**/*.h', { cwd: MODEL }).filter(
      (path) => !path.startsWith('before/'),
    );
    assert.deepEqual(
      headers.filter((path) => !included.has(path)),
      [],
    );
  });

  for (const machine of MACHINES) {
    it(`compiles without a warning: ${machineName(machine)}`, async function () {
      this.timeout(120_000);
      requireOracle(this, machine.compiler[0] ?? '');
      await assertCompiles(machine, MODEL);
    });
  }
});

describe('the modelled kernel before struct ptdesc', () => {
  let tree: string;
  before(() => {
    tree = copyModel(BEFORE);
  });
  after(() => rmSync(tree, { recursive: true, force: true }));

  it('replaces files of the model, and adds none', () => {
    const files = globSync('**/*.{c,h,rst}', { cwd: BEFORE });
    assert.deepEqual(
      files.filter((path) => !existsSync(join(MODEL, path))),
      [],
    );
    assert.ok(files.length > 30);
  });

  for (const machine of MACHINES) {
    it(`compiles without a warning: ${machineName(machine)}`, async function () {
      this.timeout(120_000);
      requireOracle(this, machine.compiler[0] ?? '');
      await assertCompiles(machine, tree);
    });
  }
});

async function assertCompiles(machine: Machine, tree: string): Promise<void> {
  const build = await prepareModel(machine, tree);
  const command = [...build.command, '-fsyntax-only', ...builtFiles(machine, tree)];
  const { status, stderr } = await run(command, { cwd: tree });
  discardModel(build);
  assert.equal(stderr, '');
  assert.equal(status, 0);
}
