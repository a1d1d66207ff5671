/** What is said about a configuration that someone chose. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROFILE_REQUEST, type ProfileInfo } from '../../src/protocol.ts';
import { LanguageClient } from '../test-kit/language-client.ts';

describe('a configuration that was chosen', function () {
  this.timeout(120_000);
  const tree = realpathSync(mkdtempSync(join(tmpdir(), 'ptdesc-configurations-')));
  const heading = [
    '#',
    '# Automatically generated file; DO NOT EDIT.',
    '# Linux/x86 6.12.3 Kernel Configuration',
    '#',
    '',
  ].join('\n');
  let client: LanguageClient;

  before(async () => {
    for (const folder of ['include/linux', 'arch/x86/include'])
      mkdirSync(join(tree, folder), { recursive: true });
    writeFileSync(join(tree, 'include/linux/mm_types.h'), '');
    writeFileSync(join(tree, 'Kbuild'), '');
    writeFileSync(join(tree, 'Makefile'), 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 3\n');
    client = await LanguageClient.start(tree);
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
    rmSync(tree, { recursive: true });
  });

  const chosen = (name: string, text: string, arch?: string): Promise<ProfileInfo> => {
    const config = join(tree, name);
    writeFileSync(config, text);
    const choice = { tree, config, ...(arch !== undefined && { arch }) };
    return client.connection.sendRequest(PROFILE_REQUEST, { choice });
  };

  it('is taken as it is when Kconfig wrote it', async () => {
    const info = await chosen('whole', `${heading}CONFIG_X86_64=y\nCONFIG_64BIT=y\n`);
    assert.match(info.label, /^x86_64 \(whole\), Linux 6\.12\.3/);
    assert.equal(info.incomplete, null);
  });

  it('is said to lack symbols when it is a defconfig', async () => {
    const info = await chosen('x_defconfig', 'CONFIG_X86_64=y\n', 'x86_64');
    assert.match(
      info.incomplete ?? '',
      /^x_defconfig is not a whole configuration: .*olddefconfig/,
    );
  });

  it('is refused when nothing tells its architecture', () =>
    assert.rejects(chosen('odd', 'CONFIG_NUMA=y\n'), /odd: no architecture in it/));
});
