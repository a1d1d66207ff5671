import { noChange } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

/** Puts an element at a height and makes it so high, in pixels. By code: style attributes are refused. */
class RowAtDirective extends Directive {
  render(_top: number, _height: number): unknown {
    return noChange;
  }

  override update(part: ElementPart, [top, height]: [number, number]): unknown {
    const { style } = part.element as HTMLElement;
    style.top = `${top}px`;
    style.height = `${height}px`;
    return noChange;
  }
}

/** Use inside an element's tag: `<div ${rowAt(154, 22)}>`. */
export const rowAt = directive(RowAtDirective);
