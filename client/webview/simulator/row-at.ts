import { noChange } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';
import { ROW_HEIGHT_PX } from './rows-element.ts';

/** Puts an element at a row, and makes it as high as so many. By code: style attributes are refused. */
class RowAtDirective extends Directive {
  render(_row: number, _rows: number): unknown {
    return noChange;
  }

  override update(part: ElementPart, [row, rows]: [number, number]): unknown {
    const { style } = part.element as HTMLElement;
    style.top = `${row * ROW_HEIGHT_PX}px`;
    style.height = `${rows * ROW_HEIGHT_PX}px`;
    return noChange;
  }
}

/** Use inside an element's tag: `<div ${rowAt(7, 1)}>`. */
export const rowAt = directive(RowAtDirective);
