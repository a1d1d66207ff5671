import assert from 'node:assert/strict';
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyByteEdits, convertFile } from '../../server/src/conversions/convert-file.ts';
import { readTableApi } from '../../server/src/conversions/table-api.ts';
import { NodeFileSystem } from '../../server/src/kernel/node-file-system.ts';
import { requireOracle } from '../oracles/gcc.ts';
import { run } from '../oracles/run.ts';
import { MACHINES, machineName } from './machines.ts';
import { BEFORE, builtFiles, copyModel, discardModel, MODEL, prepareModel } from './model-build.ts';

/** Where the new functions and the descriptor are defined: what is converted builds on them. */
const API = /^(include\/(linux|asm-generic\/tlb)|mm\/)/;

describe('the modelled kernel before struct ptdesc, converted', () => {
  let tree: string;

  before(() => {
    tree = copyModel();
    const api = readTableApi({ fs: new NodeFileSystem(), tree: MODEL });
    for (const file of globSync('**/*.{c,h}', { cwd: BEFORE })) {
      if (API.test(file)) continue;
      const bytes = readFileSync(join(BEFORE, file));
      const edits = convertFile(bytes, api).flatMap((region) => region.edits);
      writeFileSync(join(tree, file), applyByteEdits(bytes, edits));
    }
  });
  after(() => rmSync(tree, { recursive: true, force: true }));

  for (const machine of MACHINES) {
    it(`compiles without a warning: ${machineName(machine)}`, async function () {
      this.timeout(120_000);
      requireOracle(this, machine.compiler[0] ?? '');
      const build = await prepareModel(machine, tree);
      const command = [...build.command, '-fsyntax-only', ...builtFiles(machine, tree)];
      const { status, stderr } = await run(command, { cwd: tree });
      discardModel(build);
      assert.equal(stderr, '');
      assert.equal(status, 0);
    });
  }
});
