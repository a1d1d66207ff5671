import { type MemdescModel, type NamePlace, PAGE_RECORD } from '../../memdesc/memdesc.ts';
import type { AssertionHover, SizeHover } from './hover-info.ts';

/** The hover of the macro (or `static_assert`) whose invocation at `place` ties a memdesc to struct page. */
export function assertionHover(
  model: MemdescModel,
  place: NamePlace,
): AssertionHover | SizeHover | undefined {
  for (const memdesc of model.memdescs) {
    const pair = memdesc.pairs.find((p) => isAt(p.place, place));
    if (pair) {
      return {
        kind: 'assertion',
        page: { record: PAGE_RECORD, path: pair.pagePath, offsetBits: pair.pageOffsetBits },
        other: { record: memdesc.record, path: pair.path, offsetBits: pair.offsetBits },
        pageIndex: pair.pageIndex,
        holds: pair.holds,
      };
    }
    const size = memdesc.sizeAssertion;
    if (size && isAt(size.place, place)) {
      const { record, sizeBytes } = memdesc;
      const { limitBytes, holds } = size;
      return { kind: 'size', record, sizeBytes, limitBytes, holds };
    }
  }
  return undefined;
}

const isAt = (a: NamePlace, b: NamePlace): boolean =>
  a.line === b.line && a.column === b.column && a.file === b.file;
