import type { BuiltinHost } from './builtins.ts';
import type { Expander } from './expander.ts';
import type { Frame } from './frame.ts';
import { readHeaderName } from './header-name.ts';
import type { IncludeStack } from './include-stack.ts';
import type { PragmaDirectives } from './pragma-directives.ts';
import type { PreprocessorState } from './preprocessor-state.ts';
import type { StretchMemo } from './stretch-memo.ts';
import type { TextOutput } from './text-output.ts';

/** The parts of a preprocessor that its built-in macros ask. */
export interface BuiltinSources {
  readonly state: PreprocessorState;
  readonly expander: Expander;
  readonly includes: IncludeStack;
  readonly pragmas: PragmaDirectives;
  readonly text: TextOutput;
  readonly memo: StretchMemo | undefined;
}

/** What the built-in macros of a unit tell. */
export function builtinHost(parts: BuiltinSources): BuiltinHost {
  const { state, expander, includes, pragmas } = parts;
  const { options } = state;
  return {
    ...places(state),
    nextCounter: () => nextCounter(parts),
    dateAndTime: () => ({
      date: options.date ?? '??? ?? ????',
      time: options.time ?? '??:??:??',
    }),
    readHeader: () => readHeaderName(expander, state.frame.file),
    hasHeader: (header, isNext) => {
      state.noteVolatile();
      return includes.findHeader(header, isNext) !== undefined;
    },
    hasAttribute: (name, scope) => options.hasAttribute?.(name, scope) ?? 0,
    hasBuiltin: (name) => options.hasBuiltin?.(name) ?? false,
    hasFeature: options.hasFeature,
    tellsLastLine: options.lineOfExpansionEnd ?? false,
    runPragma: (text, loc, expansion) => pragmas.runText(text, loc, expansion),
    problem: (loc, message) => state.problem(loc, message),
  };
}

/** The macros that tell where they stand. */
function places(
  state: PreprocessorState,
): Pick<BuiltinHost, 'lineOf' | 'fileName' | 'baseFileName' | 'includeLevel'> {
  const display = (path: string) => state.options.displayPath?.(path) ?? path;
  return {
    lineOf: (loc) => {
      const { frame } = state;
      return state.sources.lineOf(frame.file, loc - frame.base) + frame.lineDelta;
    },
    fileName: () => state.frame.presumedName ?? display(state.frame.spelledPath),
    baseFileName: () => {
      state.noteVolatile();
      return display((state.frames[0] as Frame).spelledPath);
    },
    includeLevel: () => {
      state.noteVolatile();
      return state.frames.length - 1;
    },
  };
}

/** Text that counts gives something else every time: what is taken over is cut there. */
function nextCounter({ state, expander, text, memo }: BuiltinSources): number {
  state.noteVolatile();
  if (!expander.inDirective) memo?.cut(state.frame.tokens, text.expandedFrom);
  return state.counter++;
}
