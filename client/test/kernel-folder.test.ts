import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../test/repository/repository-root.ts';
import { mayLieInKernel } from '../src/kernel-folder.ts';

describe('a file may lie in a kernel', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ptdesc-kernel-folder-'));
    mkdirSync(join(folder, 'linux/include/linux'), { recursive: true });
    mkdirSync(join(folder, 'linux/arch/x86/mm'), { recursive: true });
    writeFileSync(join(folder, 'linux/Makefile'), '');
    mkdirSync(join(folder, 'program/src'), { recursive: true });
    writeFileSync(join(folder, 'program/Makefile'), '');
    symlinkSync('.', join(folder, 'program/src/loop'));
  });

  after(() => rmSync(folder, { recursive: true }));

  it('deep inside a tree, and at its top', () => {
    assert.ok(mayLieInKernel(join(folder, 'linux/arch/x86/mm/pgtable.c')));
    assert.ok(mayLieInKernel(join(folder, 'linux/a.c')));
  });

  it('in the modelled kernel', () =>
    assert.ok(mayLieInKernel(join(repositoryRoot, 'emulator/kernel/mm/memory.c'))));

  it('but not in another C program', () =>
    assert.ok(!mayLieInKernel(join(folder, 'program/src/main.c'))));

  it('but not through a loop of links, and not without a file', () => {
    assert.ok(!mayLieInKernel(join(folder, `program/src/${'loop/'.repeat(40)}main.c`)));
    assert.ok(!mayLieInKernel(''));
  });
});
