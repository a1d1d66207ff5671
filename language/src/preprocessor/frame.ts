import { D_IMPORT, D_INCLUDE, D_INCLUDE_NEXT, type RawTokens } from '../lexer/raw-tokens.ts';
import type { SourceFile } from '../source/source-map.ts';
import type { RawInput } from './expander-host.ts';

const NO_BODIES = new Int32Array(0);

/** A file that is being read, and how far. */
export class Frame implements RawInput {
  readonly file: SourceFile;
  readonly tokens: RawTokens;
  readonly base: number;
  /** The path as it was spelled by the directories and the #include. */
  readonly spelledPath: string;
  /** The include directory it was found in, -1 for none. */
  readonly directory: number;
  /** The entry of `inclusions`. */
  readonly inclusion: number;
  readonly endsAtStop: boolean;
  /** Bodies to pass over, as functionBodies() gives them. */
  bodies: Int32Array = NO_BODIES;
  #body = 0;
  pos = 0;
  stop = 0;
  /** The next directive. */
  directive = 0;
  /** Whether a stretch of text begins at `pos`: at the start of the file or behind an #include. */
  beginsStretch = true;
  /** Raw tokens at which a stretch is cut, in no order; see StretchMemo. */
  cuts: readonly number[] = [];
  /** What #line adds to the physical line number. */
  lineDelta = 0;
  /** The file name that #line gave. */
  presumedName: string | undefined;
  /** The open conditional groups, innermost last. */
  readonly conditions: OpenCondition[] = [];

  constructor(
    file: SourceFile,
    spelledPath: string,
    directory: number,
    inclusion: number,
    endsAtStop = false,
  ) {
    this.file = file;
    this.tokens = file.tokens;
    this.base = file.base;
    this.spelledPath = spelledPath;
    this.directory = directory;
    this.inclusion = inclusion;
    this.endsAtStop = endsAtStop;
    this.stop = this.tokens.directives.tokens[0] as number;
  }

  /** The raw token of the next body that may be passed over, at or behind `pos`; count when none. */
  nextBody(pos: number): number {
    const { bodies } = this;
    while (this.#body < bodies.length && (bodies[this.#body] as number) < pos) this.#body += 2;
    return this.#body < bodies.length ? (bodies[this.#body] as number) : this.tokens.count;
  }

  /** The closing brace of the body that nextBody() found. */
  get bodyEnd(): number {
    return this.bodies[this.#body + 1] as number;
  }

  /** Goes on reading at the text after a directive. */
  continueAfter(directive: number): void {
    const table = this.tokens.directives;
    this.pos = table.ends[directive] as number;
    this.directive = directive + 1;
    this.stop = table.tokens[this.directive] as number;
  }

  /** Goes on at a raw token, before which `directive` directives stand. */
  goTo(pos: number, directive: number): void {
    this.pos = pos;
    this.directive = directive;
    this.stop = this.tokens.directives.tokens[directive] as number;
  }

  /** The first cut at or behind `pos`, or `stop`. */
  get nextCut(): number {
    let next = this.stop;
    for (const cut of this.cuts) if (cut >= this.pos && cut < next) next = cut;
    return next;
  }

  /** True when the next directive includes a file, or there is none. */
  get isAtInclude(): boolean {
    const { kinds, count } = this.tokens.directives;
    if (this.directive >= count) return true;
    const kind = kinds[this.directive];
    return kind === D_INCLUDE || kind === D_INCLUDE_NEXT || kind === D_IMPORT;
  }

  /** The place of a directive's `#`. */
  directiveLoc(directive: number): number {
    const token = this.tokens.directives.tokens[directive] as number;
    return this.base + (this.tokens.starts[token] as number);
  }
}

/** An #if that was met and whose #endif was not. */
export interface OpenCondition {
  /** The directive that opened it, for messages. */
  readonly opening: number;
  /** The directive whose group was or is read; -1 while every condition was false. */
  readonly taken: number;
  readonly inElse: boolean;
}
