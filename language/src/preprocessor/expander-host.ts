import type { RawTokens } from '../lexer/raw-tokens.ts';

/** Where raw tokens come from: the file being read. */
export interface RawInput {
  readonly tokens: RawTokens;
  readonly base: number;
  /** The next raw token. */
  pos: number;
  /** The raw token to stop at: a directive's `#`, or T_EOF. */
  stop: number;
  /** Nothing is read beyond `stop`: the text of a group that was skipped. */
  readonly endsAtStop: boolean;
}

/** What the expander leaves to the preprocessor. */
export interface ExpanderHost {
  /** Processes the directive at the input's stop, in the middle of a macro's arguments. */
  directiveInArguments(): void;
  /** Expands a built-in macro; its tokens are pushed. 0: not expanded, 1: expanded, 2: read on. */
  expandBuiltin(macro: number): 0 | 1 | 2;
  problem(loc: number, message: string): void;
}
