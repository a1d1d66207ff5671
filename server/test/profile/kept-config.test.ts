import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Interner } from '../../../language/src/lexer/interner.ts';
import { SourceMap } from '../../../language/src/source/source-map.ts';
import { x86_64 } from '../../../language/src/targets/x86.ts';
import { parseConfig } from '../../src/kernel/kernel-config.ts';
import { NodeFileSystem } from '../../src/kernel/node-file-system.ts';
import { keptConfig } from '../../src/profile/kept-config.ts';
import { keptOffsets } from '../../src/profile/kept-offsets.ts';

describe('what is kept of a tree', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-kept-'));
  const tree = join(folder, 'tree');
  const before = process.env.PTDESC_CACHE;
  let clock = 1;

  const write = (file: string, text: string) => {
    const path = join(tree, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    // Two writes within one tick of the clock are two writes all the same.
    utimesSync(path, clock, clock++);
  };

  beforeEach(() => {
    process.env.PTDESC_CACHE = join(folder, 'cache');
    rmSync(join(folder, 'cache'), { recursive: true, force: true });
    rmSync(tree, { recursive: true, force: true });
    write('Kconfig', 'config A\n');
    write('configs/one', '');
  });
  after(() => {
    if (before === undefined) delete process.env.PTDESC_CACHE;
    else process.env.PTDESC_CACHE = before;
    rmSync(folder, { recursive: true });
  });

  /** The configuration as it is read now, and how often it was computed for that. */
  const read = (arch = 'x86_64') => {
    let count = 0;
    const place = { fs: new NodeFileSystem(), root: tree, arch };
    const question = { ...place, toolchain: '', defconfig: '' };
    const found = keptConfig(question, (files) => {
      count++;
      const text = files.readText('Kconfig') ?? '';
      const more = files.readText('more') ?? 'absent';
      const config = parseConfig(
        `CONFIG_TEXT="${text.trim()}"\nCONFIG_MORE="${more}"\nCONFIG_LIST="${[...files.list('configs')].sort()}"\n`,
      );
      const known = { configured: true, virtual: true, unprepared: true };
      return { ...known, config, sourceArch: 'x86', note: 'defconfig', consequences: ['c'] };
    });
    const values = ['TEXT', 'MORE', 'LIST'].map((name) => found?.config.value(name));
    return { count, values, note: found?.note, consequences: found?.consequences };
  };

  it('is the configuration, as it was computed', () => {
    const first = read();
    assert.deepEqual(first.values, ['config A', 'absent', 'one']);
    assert.deepEqual(read(), { ...first, count: 0 });
  });

  const changes: readonly [what: string, change: () => void, expected: string[]][] = [
    ['a file changes', () => write('Kconfig', 'config B\n'), ['config B', 'absent', 'one']],
    ['a file appears', () => write('more', 'here'), ['config A', 'here', 'one']],
    ['a folder grows', () => write('configs/two', ''), ['config A', 'absent', 'one,two']],
    ['a file goes', () => rmSync(join(tree, 'Kconfig')), ['', 'absent', 'one']],
  ];
  for (const [what, change, expected] of changes)
    it(`is computed again when ${what}`, () => {
      read();
      change();
      const { count, values } = read();
      assert.deepEqual([count, values], [1, expected]);
    });

  it('is another one for each architecture', () => {
    read();
    assert.equal(read('arm64').count, 1);
  });

  it('is not the configuration where a file only has another time', () => {
    read();
    write('Kconfig', 'config A\n');
    assert.equal(read().count, 0);
  });

  const offsets = (commandLine = '') => {
    const fs = new NodeFileSystem();
    const sources = new SourceMap(fs, new Interner());
    const path = join(tree, 'bounds.c');
    const options = {
      predefined: '',
      commandLine,
      quotePaths: [],
      includePaths: [],
      systemPaths: [],
      forcedIncludes: [],
    };
    return keptOffsets({ sources, target: x86_64, options, path }, tree, fs);
  };

  it('are offsets, as long as the headers and the command line are the same', () => {
    write('size.h', '#define SIZE 3\n');
    write(
      'bounds.c',
      '#include "size.h"\nint main(void) { asm volatile("\\n.ascii \\"->N %0 n\\"" : : "i" (SIZE + 0)); }\n',
    );
    assert.match(offsets(), /#define N 3\n/);
    assert.match(offsets(), /#define N 3\n/);
    write('size.h', '#define SIZE 4u\n');
    assert.match(offsets(), /#define N 4\n/);
    write('size.h', '#ifndef SIZE\n#define SIZE 5\n#endif\n');
    assert.match(offsets('#define SIZE 6\n'), /#define N 6\n/);
    assert.match(offsets(), /#define N 5\n/);
  });
});
