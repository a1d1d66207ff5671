import assert from 'node:assert/strict';
import { type DecodeContext, decodeText } from '../../server/src/decode/decode-page.ts';
import type { GeneratedDump } from './generated-dumps.ts';

/** A field's name in the doubt, and what contradicts the words; a text without the field stays as it is. */
export const CHANGES: readonly (readonly [field: string, pattern: RegExp, by: string])[] = [
  ['refcount', /refcount:(-?\d+)/, 'refcount:4242'],
  ['mapcount', /(page: .*)mapcount:-?\d+/, '$1mapcount:77'],
  ['mapping', /mapping:0+ /, 'mapping:c0ffee77 '],
  ['mapping', /mapping:(?=\w*[1-9a-f])\w+/, 'mapping:00000000'],
  ['index', /index:0x\w+/, 'index:0x7654321'],
  ['flags', /flags: 0x\w+/, 'flags: 0x7'],
  ['flag names', /(flags: \w+\()/, '$1invented|'],
  ['flag names', /(flags: \w+\()[a-z]\w*[|)]/, '$1'],
  ['zone', /zone=\d/, 'zone=9'],
  ['zone', /\|?zone=\d/, ''],
  ['node', /(?<!node=\w+\|)zone=/, 'node=3|zone='],
  ['node', /node=\d+/, 'node=999'],
  ['section', /section=\d+/, 'section=99999'],
  ['lastcpupid', /lastcpupid=\w+/, 'lastcpupid=0x7654321'],
  ['anon or ksm', /^flags:/m, 'anon flags:'],
  ['anon or ksm', /^(?:anon|ksm) flags:/m, 'flags:'],
  ['page_type', /page_type: \w+/, 'page_type: 77'],
  [
    'name of the type',
    /(?<=page_type: \w+)\((?:slab|table|offline|buddy|hugetlb|unaccepted)\)/,
    '(guard)',
  ],
  ['page_type', /^page_type:.*\n/m, ''],
  ['memcg', /^memcg:\w+/m, 'memcg:77'],
  ['memcg', /^memcg:.*\n/m, ''],
  ['head', /^head: order.*\n/m, ''],
  [
    'head',
    /^(page: .*pfn:0x1a2b3\n)(?!head|(?:(?!raw).*\n)+raw: \w+ \w+[13579bdf] )/m,
    '$1head: order:1 mapcount:0 entire_mapcount:0 nr_pages_mapped:0 pincount:0\n',
  ],
  ['order', /order:\d/, 'order:7'],
  ['mapcount of the head', /(head: order.* )mapcount:\d+/, '$1mapcount:33'],
  ['entire_mapcount of the head', /entire_mapcount:\d+/, 'entire_mapcount:33'],
];

/** The fields that are doubted; of each the doubt has both values, and nothing is concluded. */
function doubtedFields(context: DecodeContext, text: string): string[] {
  const [dump] = decodeText(context, text);
  assert.ok(dump?.page, dump?.problem ?? text);
  if (dump.page.doubts.length > 0)
    assert.deepEqual([dump.page.reasons, dump.page.cause], [[], null]);
  const fields = dump.page.evidence.filter(({ agrees }) => !agrees).map(({ field }) => field);
  const [doubt = ''] = dump.page.doubts;
  for (const field of fields) assert.ok(doubt.includes(`${field} (the text says`), doubt);
  return fields;
}

/** Nothing of an unchanged text is doubted, and whatever is changed is, by its name. Returns what was changed. */
export function checkChanges(context: DecodeContext, { text }: GeneratedDump): Set<string> {
  assert.deepEqual(doubtedFields(context, text), [], text);
  const seen = new Set<string>();
  for (const [field, pattern, by] of CHANGES) {
    const changed = text.replace(pattern, by);
    if (changed === text) continue;
    const fields = doubtedFields(context, changed);
    assert.ok(fields.includes(field), `${field} is not doubted, but ${fields.join()}:\n${changed}`);
    seen.add(field);
  }
  return seen;
}
