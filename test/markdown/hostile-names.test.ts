import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lexer, type Token, walkTokens } from 'marked';
import { reportMarkdown } from '../../client/src/simulator/report.ts';
import type { HoverSubject } from '../../server/src/features/hover/hover-info.ts';
import {
  code,
  codeInTable,
  escapeMarkdown,
  linkMarkdown,
} from '../../server/src/features/hover/markdown.ts';
import { presentConfig } from '../../server/src/features/hover/present-config.ts';
import { presentHover } from '../../server/src/features/hover/present-hover.ts';
import { editorStyle } from '../../server/src/lsp/to-lsp.ts';
import type { Simulation } from '../../server/src/protocol.ts';

/** Pieces that mean something to Markdown, HTML, or tables; names are made of them. */
const PIECES = [
  ...['`', '``', '```', '~~', '*', '**', '_', '__', '[', ']', '](', '![', '(', ')', '<', '>', '|'],
  ...[
    '\\',
    '\\|',
    '\n',
    '\n\n',
    '\t',
    ' ',
    '    ',
    '#',
    '# ',
    '> ',
    '- ',
    '1. ',
    '---',
    '===',
    '&',
  ],
  ...['&lt;', '&#60;', '!', ':', '@', '$', '"', "'", '/', '.', 'a', 'B', '0', 'x_y', 'é', '\u202e'],
  ...['http://b.example/', 'www.b.example', 'm@b.example', '<img src=http://b.example/>', '<!--'],
  ...[
    '![x](http://b.example/)',
    '[x](command:evil)',
    '[x]: http://b.example/',
    '<http://b.example>',
  ],
];
const name = fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((parts) => parts.join(''));

/** Files whose names end what stands around them. */
const RUNS = { numRuns: 3000 };

/** What a text becomes beside words: links by their address, images and HTML by their text. */
function elementsOf(markdown: string): string[] {
  const elements: string[] = [];
  walkTokens(lexer(markdown), (token: Token) => {
    if (token.type === 'link') elements.push(`link ${token.href}`);
    if (['image', 'html', 'def', 'heading', 'code', 'del', 'hr'].includes(token.type))
      elements.push(`${token.type} ${token.raw}`);
  });
  return elements;
}

const place = (file: string) => ({ file: `/t/${file}`, line: 3, column: 1, name: 'n' });

function memdesc(texts: readonly string[]): HoverSubject {
  const [record = '', field = '', file = '', view = '', doc = ''] = texts;
  const pair = {
    ...{ pagePath: field, path: field, pageIndex: 0, pageOffsetBits: 0, offsetBits: 0 },
    ...{ place: place(file), macro: null, holds: false },
  };
  const known = {
    ...{ path: field, spelled: field, type: view, offsetBits: 0, sizeBits: 64, bitField: false },
    ...{ isPage: false, depth: 0, declared: place(file), view, doc, note: doc },
  };
  const owner = {
    record,
    kind: 'overlay',
    field: known,
    asserted: pair,
    offsetBits: 0,
    pageIndex: 0,
  };
  return {
    ...{ kind: 'memdesc', record, memdesc: 'overlay', sizeBytes: 8, pageSizeBytes: 64, pages: 1 },
    sizeAssertion: { place: place(file), limitBytes: 64, holds: false },
    ...{ fields: [owner], memdescs: [] },
  } as unknown as HoverSubject;
}

function field(texts: readonly string[]): HoverSubject {
  const subject = memdesc(texts) as unknown as { fields: { record: string }[] };
  const [record = '', path = '', , view = '', doc = ''] = texts;
  const [owner] = subject.fields;
  return {
    ...{ kind: 'field', record, path, type: view, range: { offsetBits: 0, sizeBits: 64 } },
    ...{ isPage: false, owners: [owner, { ...owner, record: path }], self: owner },
    ...{ doc, note: path, view },
  } as unknown as HoverSubject;
}

const conversion = ([record = '', name = '', file = '']: readonly string[]): HoverSubject => ({
  kind: 'conversion',
  conversion: {
    ...{ name, from: record, to: name, check: 'generic', keepsConst: true, place: place(file) },
  },
});

/** Every link must lead to the one file that the hover names. */
function checkElements(markdown: string, allowed: RegExp | undefined): void {
  const others = elementsOf(markdown).filter((each) => !allowed?.test(each));
  assert.deepEqual(others, [], markdown);
}

describe('names of a hostile tree in Markdown', () => {
  it('stay code', () => {
    fc.assert(
      fc.property(name, (text) => {
        checkElements(`a ${code(text)} b\n\n| x |\n|---|\n| ${codeInTable(text)} |`, undefined);
      }),
      RUNS,
    );
  });

  it('are read as they are written', () => {
    for (const text of ['A || B', '`|`'])
      for (const markdown of [`a ${code(text)}`, `| x |\n|---|\n| ${codeInTable(text)} |`]) {
        const found: string[] = [];
        walkTokens(lexer(markdown), (token: Token) => {
          if (token.type === 'codespan') found.push(token.text);
        });
        assert.deepEqual(found, [text], markdown);
      }
  });

  it('stay words', () => {
    fc.assert(
      fc.property(name, (text) => checkElements(`${escapeMarkdown(text)}`, undefined)),
      RUNS,
    );
  });

  it('stay the text of their link', () => {
    fc.assert(
      fc.property(name, name, (text, address) => {
        const markdown = `| a |\n|---|\n| ${linkMarkdown(`x${text}`, `file:///${address}`)} |`;
        const links = elementsOf(markdown);
        assert.equal(links.length, 1, markdown);
        assert.match(links[0] ?? '', /^link file:\/\/\//);
      }),
      RUNS,
    );
  });

  const SUBJECTS = { memdesc, field, conversion };
  for (const [kind, subject] of Object.entries(SUBJECTS)) {
    it(`make no element of the hover of a ${kind}`, () => {
      fc.assert(
        fc.property(fc.array(name, { minLength: 5, maxLength: 5 }), name, (texts, other) => {
          const context = { profile: other, via: other, searching: false, inactive: other };
          const info = { subject: subject(texts), context };
          checkElements(presentHover(info, editorStyle('decimal')), /^link file:\/\/\//);
        }),
        RUNS,
      );
    });
  }

  it('make no element of the hover of a symbol', () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 5, maxLength: 5 }), (texts) => {
        const [symbol = '', value = '', text = '', file = '', help = ''] = texts;
        const reason = { file, line: 1, kind: 'default', text, state: 'y', decides: true } as const;
        const explanation = {
          ...{ name: symbol, type: text, value, given: value, origin: 'its default' },
          ...{ help: [help, text], reasons: [reason, { ...reason, kind: 'entry' as const }] },
        };
        const hover = {
          name: symbol,
          value: text,
          profile: help,
          tree: `/${file}`,
          hasKconfig: true,
        };
        const markdown = presentConfig({ ...hover, explanation }, editorStyle('decimal'));
        checkElements(markdown, /^link file:\/\/\//);
      }),
      RUNS,
    );
  });

  it('make no element of the report of a run', () => {
    fc.assert(
      fc.property(name, name, name, (entry, file, message) => {
        const at = { file: `/t/${file}`, line: 1, column: 1 };
        const simulation = {
          ...{ run: 1, entry, machine: message, before: false, fail: null, outcome: 'completed' },
          ...{ message, steps: 1, allocations: 1, unmodelled: [], pageSizeBytes: 64, pfns: [] },
          findings: [
            {
              ...{ check: 'c', message, place: at, step: 1, pfn: null },
              ...{ calls: [{ function: 'f', place: at }], related: [{ message, place: at }] },
            },
          ],
          events: [{ step: 1, kind: 'print', pfn: null, detail: message }],
        } as unknown as Simulation;
        const origin = {
          ...{ command: `ptdesc simulate pte --tree '/t/${file}'`, link: 'vscode://ptdesc/run' },
          ...{ tree: `/t/${file}`, commit: null, profile: message },
        };
        const text = reportMarkdown({ simulation, label: 'l', title: 't', explored: null, origin });
        checkElements(text, /^heading # t|^code {2}|^link vscode:\/\/ptdesc\/run/);
      }),
      RUNS,
    );
  });
});
