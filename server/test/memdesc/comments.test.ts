import assert from 'node:assert/strict';
import { precedingComment, trailingComment } from '../../src/memdesc/comments.ts';
import { macroConversion } from '../../src/memdesc/conversions.ts';
import { memberDocs } from '../../src/memdesc/kernel-doc.ts';

describe('comments beside a member', () => {
  const TEXT = `
	/* Above a,
	 * in two lines */
	int a;	/* behind a,
		 * and on */
	int b;

	/* apart */

	int c; // behind c
	// above d
	int d;
`;
  const at = (name: string) => TEXT.indexOf(`${name};`);

  it('reads the one above and the one behind', () => {
    assert.equal(precedingComment(TEXT, at('a')), 'Above a, in two lines');
    assert.equal(trailingComment(TEXT, at('a')), 'behind a, and on');
    assert.equal(trailingComment(TEXT, at('c')), 'behind c');
    assert.equal(precedingComment(TEXT, at('d')), 'above d');
  });

  it('gives no member the comment of another', () => {
    assert.equal(precedingComment(TEXT, at('b')), null);
    assert.equal(trailingComment(TEXT, at('b')), null);
    assert.equal(precedingComment(TEXT, at('c')), null);
  });
});

describe('kernel-doc', () => {
  it('gives each member its sentences', () =>
    assert.deepEqual(
      [
        ...memberDocs(
          '/**\n * struct x - Title.\n * @a: One,\n *     two.\n * @b.c: Three.\n *\n * Prose.\n */',
        ),
      ],
      [
        ['a', 'One, two.'],
        ['b.c', 'Three.'],
      ],
    ));

  it('reads a comment of one line', () =>
    assert.deepEqual([...memberDocs('/** @lru: Where it is. */')], [['lru', 'Where it is.']]));

  it('takes an ordinary comment for none', () =>
    assert.equal(memberDocs('/* @lru: no */').size, 0));
});

describe('conversion macros', () => {
  const PLACE = { file: '/x.h', line: 1, column: 9 };
  const read = (text: string) => {
    const c = macroConversion(text, PLACE);
    return c && `${c.from} -> ${c.to} ${c.check} ${c.keepsConst}`;
  };

  it('reads _Generic over two records', () =>
    assert.equal(
      read(
        'f(p) (_Generic((p), const struct a *: (const struct b *)(p), struct a *: (struct b *)g(p)))',
      ),
      'struct a -> struct b generic true',
    ));

  it('notices a lost const', () =>
    assert.equal(
      read('f(p) _Generic((p), const struct a *: (struct b *)(p), struct a *: (struct b *)(p))'),
      'struct a -> struct b generic false',
    ));

  it('reads a plain cast', () =>
    assert.equal(read('f(p) ((union b *)(p))'), 'null -> union b none false'));

  it('is not fooled by macros that do more', () => {
    assert.equal(read('f(p) ((struct b *)(p) + 1)'), undefined);
    assert.equal(read('f(p) g((struct b *)(p))'), undefined);
    assert.equal(
      read('f(p) _Generic((p), struct a *: h(p), struct c *: (struct b *)(p))'),
      undefined,
    );
    assert.equal(read('f(p) _Generic((p), int: 1, default: 2)'), undefined);
  });
});
