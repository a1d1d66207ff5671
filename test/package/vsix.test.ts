import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { MAX_VSIX_BYTES } from '../../scripts/pack-extension.ts';
import { programs } from '../../server/src/entries/programs.ts';
import { repositoryRoot } from '../repository/repository-root.ts';
import { packQuietly } from './pack-quietly.ts';

const PACK_LIMIT_MS = 300_000;

describe('the packaged extension', () => {
  it('holds only what the allow-list names', async () => {
    const files = await listFiles({
      cwd: repositoryRoot,
      packageManager: PackageManager.None,
    });
    const expected =
      /^(package\.json|README\.md|CHANGELOG\.md|LICENSE|dist\/THIRD-PARTY-NOTICES\.txt|dist\/[\w-]+\.cjs|dist\/webview\/[\w-]+\.js|docs\/rules\/[\w-]+\.md|emulator\/(kernel|before)\/.+|emulator\/src\/(scenarios|boundary)\/[\w/-]+\.[ch]|syntaxes\/.+\.json|images\/(icon\.png|ptdesc\.svg|walkthrough\/[\w-]+\.svg))$/;
    assert.deepEqual(
      files.filter((file) => !expected.test(file)),
      [],
    );
    for (const file of [
      'dist/extension.cjs',
      'dist/server.cjs',
      'dist/server-main.cjs',
      'dist/programs.cjs',
      ...Object.keys(programs).map((name) => `dist/${name}.cjs`),
      'dist/webview/overlay.js',
      'docs/rules/README.md',
    ])
      assert.ok(files.includes(file), file);
    // Of the command line alone.
    assert.ok(!files.includes('dist/exec-worker.cjs'));
    assert.ok(files.includes('emulator/kernel/include/linux/mm_types.h'));
    assert.ok(files.includes('emulator/before/include/linux/mm.h'));
    assert.ok(files.includes('emulator/src/scenarios/scenario.h'));
    assert.ok(files.includes('emulator/src/boundary/model/machine.c'));
  });

  it('is at most 2.0 MB', function () {
    this.timeout(PACK_LIMIT_MS);
    const folder = mkdtempSync(join(tmpdir(), 'ptdesc-vsix-'));
    try {
      const packed = join(folder, 'ptdesc-explorer.vsix');
      packQuietly(packed);
      const sizeBytes = statSync(packed).size;
      assert.ok(sizeBytes <= MAX_VSIX_BYTES, `${sizeBytes} bytes`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
