import assert from 'node:assert/strict';
import { ROW_HEIGHT_PX, RowGeometry } from '../webview/simulator/row-geometry.ts';

const VIEW_PX = 440;

/** At a place of the scroll bar, the first row in sight stands at its top, and the next ones below it. */
function checkAt(geometry: RowGeometry, scrollTop: number): void {
  const first = geometry.firstRow(scrollTop);
  const top = geometry.topPx(first, scrollTop) - scrollTop;
  assert.ok(top <= 0.01 && top > -ROW_HEIGHT_PX - 0.01, `row ${first} is at ${top}`);
  const next = geometry.topPx(first + 1, scrollTop) - geometry.topPx(first, scrollTop);
  assert.ok(Math.abs(next - ROW_HEIGHT_PX) < 0.01, `${next} pixels`);
}

describe('the rows of a list', () => {
  for (const count of [0, 5, 20, 21, 1_000_000, 1_500_000, 20_000_000]) {
    const geometry = new RowGeometry(count, VIEW_PX);
    const bottom = Math.max(0, geometry.heightPx - VIEW_PX);

    it(`stand where they are looked for: ${count}`, () => {
      for (const part of [0, 0.1, 0.5, 0.77, 1]) checkAt(geometry, bottom * part);
    });

    it(`can all be scrolled to: ${count}`, () => {
      const last = geometry.firstRow(bottom) + geometry.visibleRows;
      assert.ok(count === 0 || last >= count, `${last} of ${count}`);
      for (const row of [0, count >> 1, count - 1].filter((each) => each >= 0)) {
        const scrollTop = Math.min(bottom, geometry.scrollTo(row, 0) ?? 0);
        assert.equal(geometry.scrollTo(row, scrollTop), undefined, `row ${row}`);
      }
    });
  }

  it('are as high as a browser draws at most', () => {
    assert.equal(new RowGeometry(1_000_000, VIEW_PX).heightPx, 22_000_000);
    assert.equal(new RowGeometry(20_000_000, VIEW_PX).heightPx, 30_000_000);
  });
});
