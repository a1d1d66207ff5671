import assert from 'node:assert/strict';
import { parseDump } from '../../src/decode/dump-text.ts';
import { readRawText } from '../../src/decode/raw-text.ts';

describe('the bytes of a page in a text', () => {
  it('are read from gdb, in words', () =>
    checkRaw(
      '0xffffea0000000040:\t0x0017ffffc0000000\t0xdead000000000100\n' +
        '0xffffea0000000050 <vmemmap+16>:\t0xdead000000000122\t0x0000000000000000\n',
      'words of 8: 17ffffc0000000 dead000000000100 dead000000000122 0',
    ));
  it('are read from gdb, in bytes', () =>
    checkRaw(
      '0xc1000000:\t0x00\t0xff\t0x12\n0xc1000003:\t0xa0\t0x01\t0x02\n',
      'bytes: 0 ff 12 a0 1 2',
    ));
  it('are read from crash, whose characters are left out', () =>
    checkRaw(
      'ffffea0000000040:  0017ffffc0000000 dead000000000100   ................\n' +
        'ffffea0000000050:  dead000000000122 0000000000000000   "...............\n',
      'words of 8: 17ffffc0000000 dead000000000100 dead000000000122 0',
    ));
  it('are read from crash in 32 bits', () =>
    checkRaw(
      'c1000000:  40000000 00000100 00000122   ...@........',
      'words of 4: 40000000 100 122',
    ));
  it('are read from xxd and from hexdump -C', () => {
    checkRaw('00000000: 0017 ffff c000  ......', 'bytes: 0 17 ff ff c0 0');
    checkRaw('00000000  00 17 ff ff  |....|', 'bytes: 0 17 ff ff');
  });
  it('are read from one line of digits', () => checkRaw('0017ffffc0', 'bytes: 0 17 ff ff c0'));
  it('are not read from anything else', () => {
    for (const text of ['', '\n\n', 'hello', 'struct page', '0x', '12 xyz', '123'])
      checkRaw(text, null);
  });
});

describe('the lines of a page dump', () => {
  it('are found behind the prefixes of any log', () => {
    for (const prefix of ['', '[  1.2] ', '<4>[  1.2] ', 'Nov 23 08:00:00 host kernel: ']) {
      const { refcount, raw, reason } = parseDump(
        `${prefix}page: refcount:2 mapcount:-5 mapping:0000000012345678 index:0x3 pfn:0x10\n` +
          `${prefix}raw: 0000000000000001 0000000000000002\n${prefix}page dumped because: test\n`,
      );
      assert.deepEqual([refcount, raw?.values, reason], [2, [1n, 2n], 'test'], prefix);
    }
  });
  it('are those of Linux 6.5 too', () => {
    const dump = parseDump(
      'page:00000000abcd refcount:1 mapcount:0 mapping:0 index:0x0 pfn:0x1\npage_type: 0xfffffdff(table)',
    );
    assert.equal(dump.refcount, 1);
    assert.deepEqual(dump.pageType, { value: 0xfffffdffn, name: 'table' });
  });
  it('name a type for which the kernel has no name', () =>
    assert.deepEqual(parseDump('page_type: f6((null))').pageType, {
      value: 0xf6n,
      name: '(null)',
    }));
  it('tell the head line from the head bytes', () => {
    const { order, head } = parseDump(
      'head: order:9 mapcount:0 entire_mapcount:0\nhead: 00000001 00000002\nhead: 00000003 00000004',
    );
    assert.deepEqual([order, head?.values], [9, [1n, 2n, 3n, 4n]]);
  });
  it('leave out frames that the kernel is not sure of', () =>
    assert.deepEqual(
      parseDump(
        'page: refcount:0 mapcount:0\n bad_page+0x71/0x100\n ? stale+0x1/0x8\n zap_pte.isra.0+0x1/0x2',
      ).stacks[0]?.frames,
      ['bad_page', 'zap_pte'],
    ));
  it('may be anything at all', () => {
    for (const text of [
      'raw: zz',
      'raw:',
      'page_type: (',
      'flags: 0x',
      '\0\xff',
      'raw: 00000001 0000000000000002',
    ])
      assert.equal(parseDump(text).raw, null, text);
  });
});

function checkRaw(text: string, expected: string | null): void {
  const raw = readRawText(text.split('\n'));
  const values = raw?.values.map((value) => value.toString(16)).join(' ');
  const unit = raw?.unit === 'words' ? `words of ${raw.sizeBytes}` : 'bytes';
  assert.equal(raw === null ? null : `${unit}: ${values}`, expected, text);
}
