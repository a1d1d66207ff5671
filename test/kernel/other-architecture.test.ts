/** A kernel that is built for x86, asked about another architecture: it is read as that one would be configured. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { LanguageClient } from '../../server/test/test-kit/language-client.ts';
import { requireKernel } from '../kernels/builds.ts';
import { repositoryRoot } from '../repository/repository-root.ts';

const CLI = join(repositoryRoot, 'server/src/cli/main.ts');

/** What each command prints, among other things. Where `mapping` is, a pointer's size decides. */
const COMMANDS: readonly (readonly [words: string, arch: string, expected: RegExp])[] = [
  ['simulate pte', 's390', /^pte on s390\n[\s\S]*^completed after \d+ steps, 1 allocation, 0 findings$/m],
  ['simulate --list', 's390', /^pte\b/m],
  ['layout page --format jsonl', 'arm', /"path":"mapping","type":"struct address_space \*","offset_bits":96,"size_bits":32/],
  ['layout page --format jsonl', 'arm64', /"path":"mapping","type":"struct address_space \*","offset_bits":192,"size_bits":64/],
  ['overlay mapping --format jsonl', 'arm', /"offset_bits":96,"size_bits":32/],
  ['check mm/memory.c', 'riscv', /^$/],
]; // biome-ignore format: a table

describe('another architecture of a kernel that is built for one', () => {
  for (const [words, arch, expected] of COMMANDS) {
    it(`answers: ptdesc ${words} --arch ${arch}`, function () {
      const { tree, build } = requireKernel(this, 'defconfig');
      const args = [...words.split(' '), '--arch', arch, '--tree', tree, '--build', build];
      const { status, stdout } = spawnSync(process.execPath, [CLI, ...args], {
        encoding: 'utf8',
        cwd: tree,
        maxBuffer: 1 << 26,
      });
      assert.match(stdout, expected);
      assert.equal(status, 0);
    });
  }

  it('answers in an editor', async function () {
    const { tree, build } = requireKernel(this, 'defconfig');
    const client = await LanguageClient.start(tree, { build, arch: 'arm' });
    try {
      const uri = await client.open(join(tree, 'mm/balloon_compaction.c'));
      const hover = JSON.stringify(await client.hover(uri, 'page->lru', 'page->'.length));
      assert.match(hover, /4–11/);
    } finally {
      assert.equal(await client.stop(), 0);
    }
  });
});
