import assert from 'node:assert/strict';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { profileOptions } from '../../src/features/profile-options.ts';
import { openKernelTree } from '../../src/kernel/kernel-tree.ts';
import { knownBuilds } from '../../src/kernel/known-builds.ts';

describe('the builds of a tree', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ptdesc-builds-')));
  const tree = join(folder, 'linux');

  before(() => {
    mkdirSync(join(tree, 'include/linux'), { recursive: true });
    writeFileSync(join(tree, 'include/linux/mm_types.h'), '');
    writeFileSync(join(tree, 'Kbuild'), '');
    writeFileSync(join(tree, 'Makefile'), 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 3\n');
    for (const build of ['linux/build-inside', 'build-b', 'build-a', 'elsewhere'])
      mkdirSync(join(folder, build));
    for (const build of ['linux/build-inside', 'build-b', 'build-a'])
      symlinkSync(tree, join(folder, build, 'source'));
    symlinkSync('/nowhere', join(folder, 'elsewhere/source'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('are those whose link leads to it, in it and beside it', () =>
    assert.deepEqual(knownBuilds(tree), [
      join(folder, 'build-a'),
      join(folder, 'build-b'),
      join(tree, 'build-inside'),
    ]));

  it('are none where there is no folder', () =>
    assert.deepEqual(knownBuilds(join(folder, 'nowhere/else')), []));

  it('can be chosen, with the one in the tree itself and the machines of the model', () => {
    writeFileSync(join(tree, '.config'), '');
    const kernel = openKernelTree(tree);
    assert.ok(kernel);
    const { current, options } = profileOptions({ tree, build: '/somewhere/else' }, kernel);
    assert.deepEqual(current, { tree, build: '/somewhere/else' });
    const own = options.filter(({ group }) => group === 'Linux 6.12.3').map(({ name }) => name);
    assert.deepEqual(own, ['linux', 'build-a', 'build-b', 'build-inside', 'else']);
    assert.ok(options.some(({ group, name }) => group === 'modelled kernel' && name === 's390'));
  });

  it('offer whole configurations beside their own, and say no word of others', () => {
    const kernel = openKernelTree(tree);
    assert.ok(kernel);
    const build = join(folder, 'build-a');
    const heading = '#\n# Automatically generated file; DO NOT EDIT.\n# Linux/x86_64 6.12.3 Kernel';
    const whole = `${heading} Configuration\n#\nCONFIG_64BIT=y\n`;
    writeFileSync(join(build, '.config.old'), whole);
    writeFileSync(join(folder, 'config-6.12.3-other'), whole);
    // What `make savedefconfig` leaves, a fragment, and what is called so by chance.
    writeFileSync(join(build, 'my.config'), 'CONFIG_64BIT=y\n');
    writeFileSync(join(tree, 'Kconfig'), whole);
    const { options } = profileOptions({ tree, build }, kernel);
    const own = options.filter(({ choice }) => choice.tree === tree && choice.config);
    assert.deepEqual(own, [
      {
        name: 'build-a/.config.old',
        group: 'Linux 6.12.3',
        choice: { tree, build, config: join(build, '.config.old') },
      },
      {
        name: 'config-6.12.3-other on build-a',
        group: 'Linux 6.12.3',
        choice: { tree, build, config: join(folder, 'config-6.12.3-other') },
      },
    ]);
  });

  it('of several trees are told apart', () => {
    const other = join(folder, 'other');
    cpSync(tree, other, { recursive: true });
    const [first, second] = [openKernelTree(tree), openKernelTree(other)];
    assert.ok(first && second);
    const { options } = profileOptions({ tree }, first, [second]);
    const groups = new Set(options.map(({ group }) => group));
    assert.deepEqual(
      [...groups],
      ['Linux 6.12.3 in linux', 'Linux 6.12.3 in other', 'modelled kernel'],
    );
    assert.ok(options.some(({ choice }) => choice.tree === other));
  });
});
