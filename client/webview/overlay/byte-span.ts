import { noChange } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

/**
 * Puts an element over a range of bytes of a grid that has one column a byte. It sets the style
 * by code, because the page's policy refuses style attributes.
 */
class ByteSpanDirective extends Directive {
  render(_offsetBits: number, _sizeBits: number): unknown {
    return noChange;
  }

  override update(part: ElementPart, [offsetBits, sizeBits]: [number, number]): unknown {
    const first = Math.floor(offsetBits / 8);
    const end = Math.ceil((offsetBits + sizeBits) / 8);
    (part.element as HTMLElement).style.gridColumn = `${first + 1} / ${end + 1}`;
    return noChange;
  }
}

/** Use inside an element's tag: `<span ${byteSpan(64, 128)}>`. */
export const byteSpan = directive(ByteSpanDirective);
