import type { ConversionHover } from './hover-info.ts';
import type { HoverStyle } from './hover-style.ts';
import { code } from './markdown.ts';

/** A conversion: from what to what, and who checks it. */
export function presentConversion({ conversion: c }: ConversionHover, style: HoverStyle): string {
  const from = c.from ? code(`${c.from} *`) : 'any pointer';
  const lines = [`${code(c.name)} converts ${from} to ${code(`${c.to} *`)}.`];
  if (c.check === 'generic') {
    lines.push(
      `The compiler checks the argument by ${code('_Generic')}${c.keepsConst ? ', which keeps const' : ''}.`,
    );
  } else if (c.check === 'function') {
    lines.push('The compiler checks the argument by the type of the parameter.');
  } else lines.push('A plain cast: the compiler checks nothing.');
  return `${lines.join(' ')}  \nDefined at ${style.link(c.place)}.`;
}
