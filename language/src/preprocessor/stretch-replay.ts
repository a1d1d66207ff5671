import type { Frame } from './frame.ts';
import type { PreprocessorState } from './preprocessor-state.ts';
import type { Stretch, StretchMemo } from './stretch-memo.ts';

/** Adds to a unit what a stretch of a frame's file gave once, and leaves the frame behind it. */
export function replay(
  unit: PreprocessorState,
  memo: StretchMemo,
  stretch: Stretch,
  frame: Frame,
): void {
  const { tokens, expansions, changes } = stretch;
  const { numbers } = memo;
  const { macros } = unit;
  const output = unit.tokens.length;
  const shift = unit.expansions.length - expansions.start;
  for (const pragma of stretch.pragmas) {
    unit.pragmas.begin(pragma.output + output);
    unit.pragmas.tokens.pushShifted(memo.tokens, pragma.tokens.start, pragma.tokens.end, shift);
  }
  unit.tokens.pushShifted(memo.tokens, tokens.start, tokens.end, shift);
  unit.expansions.append(memo.expansions, 0, expansions.start, expansions.end);
  replayBodies(unit, memo, stretch, frame, output, macros.logLength);
  replayInactive(unit, memo, stretch, frame.inclusion);
  for (let i = changes.start; i < changes.end; i += 2) macros.set(numbers.at(i), numbers.at(i + 1));
  frame.conditions.length = 0;
  frame.conditions.push(...stretch.after.conditions);
  frame.goTo(stretch.pos, stretch.directive);
}

function replayBodies(
  unit: PreprocessorState,
  { numbers }: StretchMemo,
  { deferred }: Stretch,
  { file }: Frame,
  output: number,
  log: number,
): void {
  for (let i = deferred.start; i < deferred.end; i += 4) {
    unit.deferred.add(numbers.at(i) + output, {
      file: file.index,
      open: numbers.at(i + 1),
      close: numbers.at(i + 2),
      log: numbers.at(i + 3) + log,
    });
  }
}

function replayInactive(
  unit: PreprocessorState,
  { numbers }: StretchMemo,
  { inactive }: Stretch,
  inclusion: number,
): void {
  for (let i = inactive.start; i < inactive.end; i += 3)
    unit.inactive.add(inclusion, numbers.at(i), numbers.at(i + 1), numbers.at(i + 2) >>> 0);
}
