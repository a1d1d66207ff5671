/** The pages of a watched memory against plain arrays, through snapshots and back. */
import assert from 'node:assert/strict';
import { copyInto } from '../src/machine/memory/copy-bytes.ts';
import { SHADOW_PAGE_BYTES as PAGE, UNWRITTEN } from '../src/machine/memory/shadow-page.ts';
import { type MemorySnapshot, ShadowPages } from '../src/machine/memory/shadow-pages.ts';

const FIRST = 0x100000;
const PAGES = 12;
const BYTES = PAGES * PAGE;

/** What every byte is: its value, its writer, the owner of its eight. */
interface Plain {
  readonly value: Uint8Array;
  readonly writer: Int32Array;
  readonly owner: Int32Array;
}

function copy({ value, writer, owner }: Plain): Plain {
  return { value: value.slice(), writer: writer.slice(), owner: owner.slice() };
}

/** The same changes to both. */
class Both {
  plain: Plain = {
    value: new Uint8Array(BYTES),
    writer: new Int32Array(BYTES),
    owner: new Int32Array(BYTES),
  };
  existing = 0;
  readonly pages = new ShadowPages({
    open: () => void this.existing++,
    close: () => void this.existing--,
  });

  own(start: number, size: number, owner: number): void {
    this.pages.own(FIRST + start, size, owner);
    this.plain.owner.fill(owner, start, start + size);
  }

  setWriter(start: number, size: number, writer: number): void {
    this.pages.setWriter(FIRST + start, size, writer);
    this.plain.writer.fill(writer, start, start + size);
  }

  /** Whole pages, where they are alike, else byte by byte. */
  fill(start: number, size: number, value: number, writer: number): void {
    for (let at = start; at < start + size; at++) {
      const isPage = at % PAGE === 0 && at + PAGE <= start + size;
      if (isPage && this.pages.changeAll(FIRST + at, { value, writer })) {
        at += PAGE - 1;
        continue;
      }
      const page = this.pages.writable(FIRST + at);
      page.bytes[at % PAGE] = value;
      page.writer[at % PAGE] = writer;
    }
    this.plain.value.fill(value, start, start + size);
    this.plain.writer.fill(writer, start, start + size);
  }

  /** Between pieces that have no byte in common. */
  copy(to: number, from: number, size: number, writer: number): void {
    const { value, writer: writers } = copy(this.plain);
    this.pages.parts(FIRST + to, size, true, (page, offset, length, at) =>
      copyInto(this.pages, page, offset, FIRST + from + at, length, writer),
    );
    for (let at = 0; at < size; at++) {
      this.plain.value[to + at] = value[from + at];
      this.plain.writer[to + at] = writers[from + at] === UNWRITTEN ? UNWRITTEN : writer;
    }
  }

  check(what: string): void {
    const { pages, plain } = this;
    const seen = copy(plain);
    for (let at = 0; at < BYTES; at++) {
      const page = pages.existing(FIRST + at);
      seen.value[at] = page?.bytes[at % PAGE] ?? 0;
      seen.writer[at] = page?.writer[at % PAGE] ?? 0;
      seen.owner[at] = pages.ownerAt(FIRST + at);
    }
    assert.deepEqual(seen, plain, what);
    assert.equal(this.existing, [...pages.everyPage()].length, what);
    const first = [...pages.everyPage()].map(({ address }) => address);
    assert.deepEqual(
      first,
      first.toSorted((a, b) => a - b),
      what,
    );
  }
}

/** Numbers by chance, the same every time. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}

function change(both: Both, next: (below: number) => number): void {
  const isWhole = next(2) === 0;
  const unit = isWhole ? PAGE : 8;
  const start = unit * next(BYTES / unit);
  const size = Math.min(unit * (1 + next(isWhole ? 4 : 300)), BYTES - start);
  const what = next(4);
  if (what === 3) {
    const to = next(BYTES - size);
    if (Math.abs(to - start) >= size) both.copy(to, start, size, 2 + next(3));
  } else if (what === 0) both.own(start, size, 1 + next(3));
  else if (what === 1) both.setWriter(start, size, next(4));
  else both.fill(start, size, next(3), 2 + next(3));
}

describe('pages of a watched memory', () => {
  it('are what plain arrays would be, whatever is changed, saved and brought back', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const next = chance(seed);
      const both = new Both();
      const saved: { readonly snapshot: MemorySnapshot; readonly plain: Plain }[] = [];
      for (let step = 0; step < 60; step++) {
        const what = next(8);
        if (what === 0) saved.push({ snapshot: both.pages.snapshot(), plain: copy(both.plain) });
        else if (what === 1 && saved.length > 0) {
          saved.length = 1 + next(saved.length);
          const last = saved.at(-1) as (typeof saved)[number];
          both.pages.restore(last.snapshot);
          both.plain = copy(last.plain);
        } else change(both, next);
        if (step % 6 === 0) both.check(`seed ${seed}, step ${step}`);
      }
      both.check(`seed ${seed}, end`);
      both.pages.release();
    }
  });

  it('need no bytes of their own while they are the same all over', () => {
    const both = new Both();
    both.own(0, BYTES, 1);
    both.fill(0, BYTES, 0, 5);
    assert.equal(both.pages.existing(FIRST), both.pages.existing(FIRST + BYTES - 1));
    both.fill(PAGE, 1, 7, 6);
    assert.notEqual(both.pages.existing(FIRST), both.pages.existing(FIRST + PAGE));
    both.check('after one byte');
  });
});
