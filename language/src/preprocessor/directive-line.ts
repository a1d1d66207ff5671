import type { Expander } from './expander.ts';
import type { Frame } from './frame.ts';

/** Reads the tokens from `start` to `end` of a directive's line in `read`. */
export function inDirective<T>(
  expander: Expander,
  frame: Frame,
  start: number,
  end: number,
  read: () => T,
): T {
  const { pos, stop } = frame;
  if (!expander.inArguments) expander.begin();
  expander.outermostPoint = 0;
  expander.inDirective = true;
  frame.pos = start;
  frame.stop = end;
  const result = read();
  expander.dropContexts();
  expander.inDirective = false;
  frame.pos = pos;
  frame.stop = stop;
  return result;
}

/** gcc runs directives that stand between a macro's arguments where they are. */
export function betweenArguments(expander: Expander, run: () => void): void {
  const { parsingArguments, preventExpansion } = expander;
  const workLength = expander.work.length;
  expander.parsingArguments = 0;
  expander.preventExpansion = 0;
  expander.inArguments = true;
  run();
  expander.inArguments = false;
  expander.work.length = workLength;
  expander.parsingArguments = parsingArguments;
  expander.preventExpansion = preventExpansion;
}
