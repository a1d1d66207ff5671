/** A kernel that is built for x86, asked about another architecture: one line says what to make. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { LanguageClient } from '../../server/test/test-kit/language-client.ts';
import { requireKernel } from '../kernels/builds.ts';
import { repositoryRoot } from '../repository/repository-root.ts';

const CLI = join(repositoryRoot, 'server/src/cli/main.ts');

/** @param folder the build that the line tells to leave alone */
function expectedLine(arch: string, folder: string): string {
  const own = join(dirname(folder), `build-${arch}`);
  return `include/generated/autoconf.h is missing for ${arch}: ${folder} is configured for x86_64; run "make ARCH=${arch} O=${own} defconfig prepare" and choose that folder (--build, ptdesc.build)`;
}

const COMMANDS: readonly (readonly [words: string, arch: string])[] = [
  ['simulate pte', 's390'],
  ['simulate --list', 's390'],
  ['layout page', 'arm64'],
  ['overlay', 'arm64'],
  ['check mm/memory.c', 'riscv'],
];

describe('another architecture of a kernel that is built for one', () => {
  for (const [words, arch] of COMMANDS) {
    it(`is one line and status 2: ptdesc ${words} --arch ${arch}`, function () {
      const { tree, build } = requireKernel(this, 'defconfig');
      const args = [...words.split(' '), '--arch', arch, '--tree', tree, '--build', build];
      const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
        encoding: 'utf8',
        cwd: tree,
      });
      const prefix = words.startsWith('simulate') ? `${arch}: ` : '';
      assert.equal(stderr, `ptdesc: ${prefix}${expectedLine(arch, build)}\n`);
      assert.deepEqual({ status, stdout }, { status: 2, stdout: '' });
    });
  }

  it('is the same line in an editor, and no hover', async function () {
    const { tree, build } = requireKernel(this, 'defconfig');
    const client = await LanguageClient.start(tree, { build, arch: 'arm64' });
    try {
      const uri = await client.open(join(tree, 'mm/debug.c'));
      const { diagnostics } = await client.published(uri);
      const lines = diagnostics.map(({ message }) => message);
      assert.deepEqual(lines, [expectedLine('arm64', build)]);
      assert.equal(await client.hover(uri, 'page->mapping', 'page->'.length), null);
    } finally {
      assert.equal(await client.stop(), 0);
    }
  });
});
