import assert from 'node:assert/strict';
import { readSettings } from '../../src/settings/read-settings.ts';
import { DEFAULT_SETTINGS } from '../../src/settings/settings.ts';

describe('settings', () => {
  it('come as the section or in an object that holds it', () => {
    const section = { hover: { enable: false, numbers: 'decimal' }, build: ' /b ', arch: 'x86' };
    const expected = {
      ...DEFAULT_SETTINGS,
      hover: { enable: false, numbers: 'decimal' },
      build: '/b',
      arch: 'x86',
    };
    assert.deepEqual(readSettings(section), expected);
    assert.deepEqual(readSettings({ ptdesc: section }), expected);
  });

  it('keep their defaults where something else was written', () => {
    for (const sent of [
      undefined,
      null,
      1,
      'x',
      [],
      { hover: 3, tree: 7 },
      { hover: { numbers: 'octal' } },
    ]) {
      assert.deepEqual(readSettings(sent), DEFAULT_SETTINGS);
    }
  });

  it('take what the command line chose where the editor says nothing', () => {
    const named = { tree: '/linux', arch: 's390' };
    const read = readSettings({ arch: 'arm64', tree: '' }, named);
    assert.deepEqual([read.tree, read.arch, read.build], ['/linux', 'arm64', '']);
  });
});
