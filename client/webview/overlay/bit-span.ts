import { noChange } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

/**
 * Puts an element over a range of bits of its parent, which stands for `totalBits`. It sets the
 * style by code, because the page's policy refuses style attributes.
 */
class BitSpanDirective extends Directive {
  render(_leftBits: number, _rightBits: number, _totalBits: number, _row = 0): unknown {
    return noChange;
  }

  override update(
    part: ElementPart,
    [leftBits, rightBits, totalBits, row = 0]: [number, number, number, number?],
  ): unknown {
    const { style } = part.element as HTMLElement;
    const left = Math.max(0, leftBits);
    const right = Math.min(totalBits, rightBits);
    style.left = `${(left / totalBits) * 100}%`;
    style.width = `${((right - left) / totalBits) * 100}%`;
    style.setProperty('--row', String(row));
    return noChange;
  }
}

/** Use inside an element's tag: `<span ${bitSpan(64, 192, 512)}>`. */
export const bitSpan = directive(BitSpanDirective);

class RowCountDirective extends Directive {
  render(_rows: number): unknown {
    return noChange;
  }

  override update(part: ElementPart, [rows]: [number]): unknown {
    (part.element as HTMLElement).style.setProperty('--rows', String(Math.max(1, rows)));
    return noChange;
  }
}

/** Makes an element as high as its rows: `<div ${rowCount(3)}>`. */
export const rowCount = directive(RowCountDirective);
