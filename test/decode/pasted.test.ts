/** One dump in the clothes in which logs, mails and trackers hand it on: it must be read the same. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DecodeContext, decodeText } from '../../server/src/decode/decode-page.ts';
import type { DecodedDump } from '../../server/src/decode/decoded-page.ts';
import { textOfBytes } from '../../server/src/decode/text/text-bytes.ts';
import { modelTree } from '../../server/src/kernel/model-tree.ts';
import { openProfile } from '../../server/src/profile/profile.ts';
import { contextOf } from './context-of.ts';
import { DECODE_MACHINES, openMiniKernel, writeMiniKernel } from './mini-kernel.ts';

/** A reserved page that was freed; the words are our own. */
const LINES = [
  'BUG: Bad page state in process sleepd  pfn:2f0a1',
  'page: refcount:0 mapcount:0 mapping:0000000000000000 index:0x51 pfn:0x2f0a1',
  'flags: 0x8000000000000800(reserved|zone=2)',
  'raw: 8000000000000800 dead000000000100 dead000000000122 0000000000000000',
  'raw: 0000000000000051 0000000000000000 00000000ffffffff 0000000000000000',
  'page dumped because: PAGE_FLAGS_CHECK_AT_FREE flag(s) set',
  'CPU: 3 PID: 77 Comm: sleepd Not tainted 6.12.1 #4',
  'Call Trace:',
  ' <TASK>',
  ' dump_stack_lvl+0x5d/0x80',
  ' bad_page.cold+0x7a/0x91',
  ' free_unref_page+0x400/0x500',
  ' nap_release+0x10/0x20 [nap]',
  ' </TASK>',
];
const TEXT = LINES.join('\n');
const prefixed = (prefix: string) => LINES.map((line) => prefix + line).join('\n');
const wrapped = (columns: number, prefix: string) =>
  LINES.flatMap((line) => {
    const words = line.split(' ');
    const rows: string[] = [''];
    for (const word of words) {
      const row = rows.at(-1) ?? '';
      if (row !== '' && row.length + word.length > columns) rows.push(word);
      else rows[rows.length - 1] = row === '' ? word : `${row} ${word}`;
    }
    return rows.map((row) => prefix + row);
  }).join('\n');

const CLOTHES: Readonly<Record<string, string>> = {
  'a terminal with colours': LINES.map((line) => `\x1b[1;31m${line}\x1b[0m`).join('\n'),
  'CR LF': LINES.join('\r\n'),
  'CR CR LF': LINES.join('\r\r\n'),
  'CR alone': LINES.join('\r'),
  'spaces behind each line': LINES.map((line) => `${line}   `).join('\n'),
  'no-break spaces': TEXT.replaceAll(' ', '\u00a0 '),
  "printk's level, time and task": prefixed('<4>[   12.5][  T123] '),
  'the processor in brackets': prefixed('[   12.5][    C3] '),
  syslog: prefixed('Nov  3 08:00:00 host kernel: [   12.5] '),
  journalctl: prefixed('2024-11-03T08:00:00.123456+0100 host kernel: '),
  'dmesg -x -T': prefixed('kern  :warn  : [Sun Nov  3 08:00:00 2024] '),
  'a listing with line numbers': LINES.map((line, i) => `${i + 7}  ${line}`).join('\n'),
  'what grep -n found': LINES.map((line, i) => `console-2.log-${i + 7}-${line}`).join('\n'),
  "a container's log": prefixed('2024-05-05T01:01:01.000000001Z stderr F '),
  'a change that adds it': prefixed('+'),
  'a table of code': LINES.map((line) => `| \`${line}\` |`).join('\n'),
  "logcat's short form": prefixed('W/        (    0): '),
  'two blanks for each': TEXT.replaceAll(' ', '  '),
  'tabs for blanks': LINES.map((line) => line.replace(' ', '\t')).join('\n'),
  logcat: prefixed('11-03 08:00:00.123     0     0 W         : '),
  '/dev/kmsg': prefixed('4,1201,12500000,-;'),
  "journald's JSON": LINES.map((line) => JSON.stringify({ MESSAGE: line, PRIORITY: '4' })).join(
    '\n',
  ),
  "journald's bytes": LINES.map((line) => JSON.stringify({ MESSAGE: [...Buffer.from(line)] })).join(
    '\n',
  ),
  "a container's JSON": LINES.map((line) => JSON.stringify({ log: `${line}\n` })).join('\n'),
  HTML: `<pre>${TEXT.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</pre>`,
  'HTML with breaks': LINES.map((line) => line.replaceAll('<', '&lt;')).join('<br>\n'),
  'a table': LINES.map((line) => `| ${line} |`).join('\n'),
  'a quoted mail': prefixed('> > '),
  'a quoted mail without spaces': prefixed('>>'),
  'a wrapped mail': wrapped(66, ''),
  'a wrapped and quoted mail': wrapped(58, '> '),
  'quoted-printable': LINES.map((line) =>
    line.replace(/(.{40,60}) /, '$1 =\n').replaceAll('<', '=3C'),
  ).join('\n'),
  'an unrelated flags line before': `[ 0.0] mem 0x10-0x20, 0x10 bytes flags: 0x0\n${TEXT}`,
  'a letter behind each line': LINES.map((line) => `${line}g`).join('\n'),
  'lines of another processor': LINES.map((line) => `${line}\nfbcon: Taking over console`).join(
    '\n',
  ),
  'the newest line first': [...LINES].reverse().join('\n'),
};

describe('a page dump as people paste it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-pasted-'));
  after(() => rmSync(folder, { recursive: true }));
  let context: DecodeContext;
  before(() => {
    writeMiniKernel(folder, '7');
    const [machine] = DECODE_MACHINES;
    assert.ok(machine);
    context = contextOf(openMiniKernel(folder, machine));
  });

  const check = (dump: DecodedDump | undefined) => {
    assert.ok(dump?.page, dump?.problem ?? 'no dump');
    const { doubts, flags, freePath, pageType, printedReason, evidence } = dump.page;
    assert.deepEqual([doubts, pageType], [[], null]);
    assert.deepEqual(
      flags?.names.map(({ name }) => name),
      ['reserved'],
    );
    assert.equal(printedReason, 'PAGE_FLAGS_CHECK_AT_FREE flag(s) set');
    assert.deepEqual(freePath, ['nap_release']);
    assert.equal(evidence.length, 13);
    assert.deepEqual(dump.missing, []);
  };

  for (const [name, text] of Object.entries(CLOTHES))
    it(`is read in ${name}`, () => {
      const dumps = decodeText(context, text);
      assert.equal(dumps.length, 1);
      check(dumps[0]);
    });

  it('is read in UTF-16', () => {
    const bytes = Buffer.from(`\ufeff${TEXT}`, 'utf16le');
    for (const each of [bytes, bytes.subarray(2), Buffer.from(bytes).swap16()])
      check(decodeText(context, textOfBytes(each))[0]);
  });

  it('is answered for each of several, with its lines', () => {
    const dumps = decodeText(context, `hello\n${TEXT}\n${TEXT}`);
    for (const dump of dumps) check(dump);
    assert.deepEqual(
      dumps.map(({ lines }) => lines),
      [
        { first: 2, last: 7 },
        { first: 16, last: 21 },
      ],
    );
  });

  it('says what is missing of a torn one, and reads the whole one behind it', () => {
    const [torn, whole] = decodeText(context, [...LINES.slice(0, 4), ...LINES].join('\n'));
    assert.match(torn?.problem ?? '', /only the first 32 bytes/);
    assert.deepEqual(torn?.missing, [
      'words 5 to 8 of the lines "raw:"',
      'the line "page dumped because:"',
    ]);
    check(whole);
  });

  it('says which line of words is cut, and blames no configuration', () => {
    const [dump] = decodeText(context, TEXT.replace(/100 dead\w+ \w+$/m, ''));
    assert.match(dump?.problem ?? '', /Line 1 of the "raw:" lines is cut/);
    assert.deepEqual(dump?.missing, ['words 2 to 4 of line 1 of the lines "raw:"']);
  });

  it('is taken apart where two processors print at the same time', () => {
    const callers = ['C0', 'T77'];
    const mixed = LINES.flatMap((line) => callers.map((each) => `[   12.5][ ${each}] ${line}`));
    const dumps = decodeText(context, mixed.join('\n'));
    assert.equal(dumps.length, 2);
    for (const dump of dumps) check(dump);
    assert.deepEqual(
      dumps.map(({ lines }) => lines),
      [
        { first: 1, last: 11 },
        { first: 2, last: 12 },
      ],
    );
  });

  it('ends with the cgroup where kernels before 5.10 print it', () => {
    const old = TEXT.replace(/page: /, 'page:ffffea0004ed7900 ').replace(/ pfn:0x\w+/, '');
    const text = old.replace(/^CPU:/m, 'page->mem_cgroup:ffff888100000000\nCPU:');
    const [dump, ...more] = decodeText(context, text);
    assert.equal(more.length, 0);
    assert.match(dump?.page?.doubts[0] ?? '', /memcg \(the text says 0xffff888100000000/);
  });

  it('says nothing of a poisoned page, and reads the one behind it', () => {
    const poisoned =
      'page:00000000c0ffee is uninitialized and poisoned\npage dumped because: a test\n';
    const [first, second] = decodeText(context, poisoned + TEXT);
    assert.match(first?.problem ?? '', /uninitialised/);
    check(second);
  });

  it('has no free path in other reports, and their stacks under their own names', () => {
    const kasan = `BUG: KASAN: slab-use-after-free in reader+0x1/0x8
Call Trace:
 kasan_report+0x1/0x8
 reader+0x1/0x8

Freed by task 9:
 kfree+0x1/0x8
 closer+0x1/0x8

page: refcount:0 mapcount:0 mapping:0000000000000000 index:0x0 pfn:0x40
flags: 0x8000000000000000(zone=2)
page_type: f5(slab)
raw: 8000000000000000 ffff888000001000 dead000000000122 0000000000000000
raw: 0000000000000000 0000000000100010 00000000f5000000 0000000000000000
page dumped because: kasan: bad access detected
page last allocated via order 0, migratetype Unmovable, pid 1
 post_alloc_hook+0x1/0x8
 maker+0x1/0x8
`;
    const page = decodeText(context, kasan)[0]?.page;
    assert.deepEqual([page?.doubts, page?.freePath, page?.cause], [[], [], null]);
    assert.deepEqual(
      [page?.report, page?.pageType?.name, page?.isHealthy],
      ['KASAN', 'slab', true],
    );
    assert.deepEqual(
      page?.stacks.map(({ kind, frames }) => [kind, frames.at(-1)]),
      [
        ['report', 'reader'],
        ['object freed', 'closer'],
        ['page allocated', 'maker'],
      ],
    );
  });

  it('doubts flags with bits that are nothing here, and a reason that is not the last one', () => {
    const old = (flags: string, reason: string) => `BUG: Bad page state in process x  pfn:95de1
page:c00a000002577840 refcount:0 mapcount:0 mapping:0000000000000000 index:0x0
flags: 0x${flags}(reserved)
raw: ${flags.padStart(16, '0')} 5deadbeef0000100 5deadbeef0000200 0000000000000000
raw: 0000000000000000 0000000000000000 00000000ffffffff 00000000000000${reason.includes('cgroup') ? '77' : '00'}
page dumped because: ${reason}
`;
    const flags = 'PAGE_FLAGS_CHECK_AT_FREE flag(s) set';
    const doubts = (text: string) => decodeText(context, text)[0]?.page?.doubts.join('') ?? '';
    assert.equal(doubts(old('800', flags)), '');
    assert.match(
      doubts(old('5ffffc00000800', flags)),
      /flags \(.*0x5ffffc00000000, which is nothing here\)/,
    );
    assert.equal(doubts(old('800', 'page still charged to cgroup')), '');
    const charged = old('800', 'page still charged to cgroup').replace(
      /because: .*/,
      `because: ${flags}`,
    );
    assert.match(doubts(charged), /reason \(.*the words say page still charged to cgroup\)/);
  });

  it('calls a slab healthy that is told by its flag', () => {
    const text = (
      report: string,
    ) => `page:c00c000001ca8200 refcount:1 mapcount:0 mapping:0000000018c4a547 index:0x180
flags: 0x200(slab)
raw: 0000000000000200 c00c000001cffd48 c000000781c51410 c000000793327580
raw: 0000000000000180 0000000001550001 00000001ffffffff 0000000000000000
page dumped because: ${report}
`;
    const model = contextOf(openProfile({ tree: modelTree() }));
    const page = decodeText(model, text('unmovable page'))[0]?.page;
    assert.deepEqual([page?.doubts, page?.isHealthy, page?.reasons], [[], true, []]);
  });

  it('reads the types of older kernels by the age of the text', () => {
    const old = (word: string, count: number) => `BUG: Bad page state in process x  pfn:95de1
page:c00a000002577840 refcount:0 mapcount:${count} mapping:0000000000000000 index:0x0
flags: 0x0()
raw: 0000000000000000 5deadbeef0000100 5deadbeef0000200 0000000000000000
raw: 0000000000000000 0000000000000000 00000000${word} 0000000000000000
page dumped because: nonzero mapcount
`;
    for (const [word, count, name] of [
      ['ffffff7f', -128, 'buddy'],
      ['fffffbff', -1024, 'table'],
      ['ffffff80', -127, 'buddy'],
    ] as const) {
      const page = decodeText(context, old(word, count))[0]?.page;
      assert.deepEqual([page?.doubts, page?.pageType?.name], [[], name]);
      assert.equal(page?.pageType?.source, 'older kernel');
      assert.doesNotMatch(page?.cause ?? '', /still mapped/);
    }
  });

  it('finds the layout before Linux 4.18', () => {
    const text = `BUG: Bad page state in process x  pfn:03147
page:ffff88001ed8a1c0 count:0 mapcount:-127 mapping:          (null) index:0x1
flags: 0x0()
raw: 0000000000000000 0000000000000000 0000000000000001 00000000ffffff80
raw: ffff88001f4a8120 ffff88001ed85ce0 0000000000000000 0000000000000000
page dumped because: nonzero mapcount
`;
    const page = decodeText(context, text)[0]?.page;
    assert.match(page?.doubts[0] ?? '', /mapcount \(the text says -127, the words say 1\)/);
    assert.match(page?.betterMatch?.profile ?? '', /before 4\.18/);
    assert.equal(page?.betterMatch?.pageType, 'buddy');
  });
});
