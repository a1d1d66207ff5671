import assert from 'node:assert/strict';
import { filterLines, type LineReader } from '../src/explorer/filter-lines.ts';

interface Line {
  readonly text: string;
  readonly below?: readonly Line[];
  readonly isSearched?: boolean;
}

const READER: LineReader<Line> = {
  textOf: ({ text }) => text,
  searchedBelow: ({ below = [] }) => below.filter(({ isSearched = true }) => isSearched),
};

const TREE: readonly Line[] = [
  { text: 'struct page 64 bytes', below: [{ text: 'flags 0-7' }, { text: 'lru 8-23' }] },
  {
    text: 'struct ptdesc 64 bytes',
    below: [
      { text: 'pt_list 8-23', below: [{ text: 'next' }, { text: 'prev' }] },
      { text: 'ptl 40-47', below: [{ text: 'struct page.private', isSearched: false }] },
    ],
  },
];

/** What stays of the tree; a star marks what holds the text itself. */
function check(text: string, expected: readonly string[]): void {
  const kept = filterLines(TREE, text, READER);
  assert.deepEqual(
    kept.map(({ line, isMatch }) => `${line.text}${isMatch ? ' *' : ''}`),
    expected,
  );
}

describe('the filter of a view', () => {
  const all = ['struct page 64 bytes *', 'struct ptdesc 64 bytes *'];

  it('keeps lines that hold the text', () => check('ptdesc', ['struct ptdesc 64 bytes *']));
  it('keeps what is above a line that holds it', () => check('lru', ['struct page 64 bytes']));
  it('looks further down', () => check('prev', ['struct ptdesc 64 bytes']));
  it('does not look at lines that are there for others', () => check('private', []));
  it('does not care about spaces around', () => check(' struct ', all));
  it('takes capitals for small letters', () => check('PTL', ['struct ptdesc 64 bytes']));
  it('keeps everything for no text', () => check('', all));
  it('keeps nothing that holds it nowhere', () => check('zebra', []));
});
