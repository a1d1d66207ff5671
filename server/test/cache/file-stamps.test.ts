import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { areUnchanged, stampFiles } from '../../src/cache/file-stamps.ts';
import { NodeFileSystem } from '../../src/kernel/node-file-system.ts';

describe('file stamps', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-stamps-'));
  const autoconf = join(folder, 'include/generated/autoconf.h');
  const header = join(folder, 'a.h');

  const stamp = (fs: NodeFileSystem) =>
    stampFiles(
      [autoconf, header].map((path) => ({ path, bytes: fs.readFile(path) ?? Buffer.of() })),
    );

  before(() => {
    mkdirSync(dirname(autoconf), { recursive: true });
    writeFileSync(autoconf, '#define CONFIG_A 1\n');
    writeFileSync(header, 'int a;\n');
  });
  after(() => rmSync(folder, { recursive: true }));

  it('hold as long as the contents do, whatever the times say', () => {
    const stamps = stamp(new NodeFileSystem());
    assert.ok(areUnchanged(stamps, new NodeFileSystem()));
    utimesSync(header, 1, 1);
    assert.ok(areUnchanged(stamps, new NodeFileSystem()));
    writeFileSync(header, 'int b;\n');
    assert.ok(!areUnchanged(stamps, new NodeFileSystem()));
  });

  it('tell a configuration in memory from the one on the disk', () => {
    const inMemory = new NodeFileSystem();
    inMemory.setVirtual(autoconf, '#define CONFIG_B 1\n');
    const stamps = stamp(inMemory);
    assert.ok(areUnchanged(stamps, inMemory));
    assert.ok(!areUnchanged(stamps, new NodeFileSystem()));
    assert.ok(!areUnchanged(stamp(new NodeFileSystem()), inMemory));
  });
});
