import assert from 'node:assert/strict';
import { Interner } from '../../src/lexer/interner.ts';
import { SourceMap } from '../../src/source/source-map.ts';
import { textFiles } from '../kit.ts';

describe('files of another file system', () => {
  const first = textFiles({ '/same.h': 'int a;', '/other.h': 'int b;', '/gone.h': 'int c;' });
  const second = textFiles({ '/same.h': 'int a;', '/other.h': 'long bb;', '/new.h': 'int d;' });

  function moved(): { sources: SourceMap; asked: string[] } {
    const sources = new SourceMap(first, new Interner());
    for (const path of ['/same.h', '/other.h', '/gone.h', '/new.h']) sources.load(path);
    const asked: string[] = [];
    sources.moveTo(second, (path) => asked.push(path) > 0 && path === '/same.h');
    return { sources, asked };
  }

  it('are what they were where nothing changed, and are asked about once', () => {
    const { sources, asked } = moved();
    const file = sources.load('/same.h');
    const tokens = file?.tokens;
    assert.equal(sources.load('/same.h'), file);
    sources.moveTo(first, () => true);
    assert.equal(sources.load('/same.h')?.tokens, tokens);
    assert.deepEqual(asked, ['/same.h']);
  });

  it('are read again where something did', () => {
    const { sources } = moved();
    const base = sources.load('/other.h')?.base ?? 0;
    assert.equal(new TextDecoder().decode(sources.load('/other.h')?.bytes), 'long bb;');
    assert.equal(sources.place(base + 5)?.column, 6);
    assert.equal(sources.load('/gone.h'), undefined);
    assert.ok(sources.exists('/new.h'));
    assert.ok(sources.load('/new.h'));
    assert.deepEqual([...sources.loaded()].map(({ path }) => path).sort(), ['/new.h', '/other.h']);
  });

  it('are another text where one is laid over them before they are asked for', () => {
    const { sources } = moved();
    sources.replace('/same.h', new TextEncoder().encode('char z;'));
    assert.equal(new TextDecoder().decode(sources.load('/same.h')?.bytes), 'char z;');
  });
});
