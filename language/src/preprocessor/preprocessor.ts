import { P_LPAREN } from '../lexer/spellings.ts';
import {
  F_DIGRAPH,
  F_LINE_START,
  F_MACRO_BODY,
  F_NO_EXPAND,
  F_SCRATCH,
  F_SPACE_BEFORE,
  T_EOF,
  T_IDENTIFIER,
  T_PUNCTUATOR,
} from '../lexer/token-stream.ts';
import type { SourceFile, SourceMap } from '../source/source-map.ts';
import { Builtins } from './builtins.ts';
import { type Checkpoint, CheckpointTable } from './checkpoints.ts';
import { Directives } from './directives.ts';
import { Expander, PAD_APART, PAD_SPACE, PAD_TIGHT } from './expander.ts';
import { ExpansionTable } from './expansions.ts';
import { Frame } from './frame.ts';
import { type HeaderName, readHeaderName } from './header-name.ts';
import { type InactiveRange, InactiveRangeTable } from './inactive-ranges.ts';
import {
  directoryOf,
  type FoundHeader,
  IncludeResolver,
  normalizePath,
} from './include-resolver.ts';
import { InclusionTable } from './inclusions.ts';
import {
  FIRST_DEFINED,
  type MacroDefinition,
  type MacroPool,
  macroPoolOf,
  T_PADDING,
} from './macro-pool.ts';
import { MacroState } from './macro-state.ts';
import type { PreprocessorOptions } from './options.ts';
import { PragmaActions, PragmaTable } from './pragmas.ts';
import { TokenBuffer } from './token-buffer.ts';

/** What is wrong with a unit, and where. The preprocessor goes on as gcc does. */
export interface PreprocessorProblem {
  readonly loc: number;
  readonly message: string;
}

/** gcc's limit of files inside each other. */
const INCLUDE_DEPTH_LIMIT = 200;
/** What a directive counts in a slice of work, in tokens. */
const DIRECTIVE_COST = 4;
const OUTPUT_FLAGS = F_NO_EXPAND | F_SCRATCH | F_MACRO_BODY | F_DIGRAPH;
/** No padding stands before the next token. */
const NO_PADDING = -1;

/**
 * The preprocessor of one unit: token for token what `gcc -E` prints. Work is done in slices by
 * advance(), and it never throws.
 */
export class Preprocessor {
  readonly sources: SourceMap;
  readonly options: PreprocessorOptions;
  /** The output. Its first capacity is address space, not memory, until it is written. */
  readonly tokens = new TokenBuffer(1 << 19);
  readonly expansions = new ExpansionTable();
  readonly inclusions = new InclusionTable();
  readonly inactive = new InactiveRangeTable();
  /** The #pragma and #ident lines that belong between the tokens. */
  readonly pragmas = new PragmaTable();
  readonly problems: PreprocessorProblem[] = [];
  readonly checkpoints = new CheckpointTable();

  readonly #pool: MacroPool;
  readonly #macros = new MacroState();
  readonly #expander: Expander;
  readonly #builtins: Builtins;
  readonly #directives: Directives;
  readonly #pragmaActions: PragmaActions;
  readonly #resolver: IncludeResolver;
  readonly #frames: Frame[] = [];
  readonly #onceFiles: number[] = [];
  readonly #guardedFiles = new Set<number>();
  #waiting: string[] = [];
  #counter = 0;
  /** 1 once the depth of inclusion had reached its limit: then no file is entered inside itself. */
  #isTooDeep = 0;
  #finished = true;
  #mainPath = '';
  #mainBase = 0;
  /** What stands before the next output token, left over from an expansion. */
  #padding = NO_PADDING;
  #lineStart = 0;

  constructor(sources: SourceMap, options: PreprocessorOptions) {
    this.sources = sources;
    this.options = options;
    this.#pool = macroPoolOf(sources);
    this.#resolver = new IncludeResolver(sources, options);
    const host = {
      directiveInArguments: () => this.#directiveInArguments(),
      expandBuiltin: (macro: number) => this.#builtins.expand(macro),
      problem: (loc: number, message: string) => this.problem(loc, message),
    };
    this.#expander = new Expander(sources.lexer, this.#pool, this.#macros, this.expansions, host);
    this.#builtins = new Builtins(this.#expander, this.#builtinHost());
    this.#directives = new Directives(this, this.#expander);
    this.#pragmaActions = new PragmaActions(sources.interner, this.#macros, host.problem);
  }

  /** Preprocesses a whole unit. */
  run(path: string): void {
    this.start(path);
    while (!this.advance(1 << 20));
  }

  /** Begins a unit; advance() does the work. */
  start(path: string): void {
    this.#reset();
    const file = this.sources.load(normalizePath(path));
    if (!file) {
      this.problem(0, `${path}: cannot be read`);
      this.#finish();
      return;
    }
    this.#mainPath = path;
    this.#mainBase = file.base;
    this.#builtins.define();
    this.#enterFile(file, path, -1, 0);
    this.#waiting = [...this.options.forcedIncludes];
    this.#enterText('<command-line>', this.options.commandLine);
    this.#enterText('<built-in>', this.options.predefined);
  }

  /** Works until about `maxTokens` more tokens are made; true when the unit is finished. */
  advance(maxTokens: number): boolean {
    let budget = maxTokens;
    while (!this.#finished && budget > 0) {
      const before = this.tokens.length;
      this.#step();
      budget -= this.tokens.length - before + DIRECTIVE_COST;
    }
    return this.#finished;
  }

  /** True when the unit is finished. */
  get finished(): boolean {
    return this.#finished;
  }

  /** The main file of the unit. */
  get mainFile(): SourceFile | undefined {
    return this.inclusions.length > 0 ? this.sources.file(this.inclusions.file(0)) : undefined;
  }

  /** The macro that a spelling names now; undefined for none and for the built-in ones. */
  macro(id: number): MacroDefinition | undefined {
    const index = id < this.#macros.of.length ? (this.#macros.of[id] as number) : 0;
    return index >= FIRST_DEFINED ? this.#pool.get(index) : undefined;
  }

  /** True when a spelling names a macro now, built-in ones included. */
  isMacro(id: number): boolean {
    return id < this.#macros.of.length && this.#expander.isDefined(id);
  }

  /** The tokens of all macro bodies: MacroDefinition's bodyStart and bodyEnd point into them. */
  get macroBodies(): TokenBuffer {
    return this.#pool.bodies;
  }

  /** What no inclusion of a file read, with the directive that was the reason. */
  inactiveRanges(fileIndex: number): InactiveRange[] {
    return this.inactive.ofFile(fileIndex, this.inclusions);
  }

  /**
   * Expands raw tokens of a file under the macros as they are now, for the text of a group that was
   * skipped. The result ends with T_EOF; directives among the tokens are left out. But for new entries
   * of `expansions`, the unit stays as it is.
   */
  expandInline(file: SourceFile, firstToken: number, endToken: number): TokenBuffer {
    const result = new TokenBuffer();
    const frame = new Frame(file, file.path, -1, 0, true);
    const table = file.tokens.directives;
    const { input, outermostPoint } = this.#expander;
    const kept = { counter: this.#counter, saved: this.#pragmaActions.saved };
    const lengths = [this.#macros.logLength, this.problems.length, this.pragmas.length] as const;
    this.#macros.cover(this.sources.interner.size);
    this.#frames.push(frame);
    this.#expander.input = frame;
    frame.pos = firstToken;
    let directive = 0;
    while (frame.pos < endToken) {
      while ((table.tokens[directive] as number) < frame.pos) directive++;
      frame.stop = Math.min(table.tokens[directive] as number, endToken);
      if (frame.pos < frame.stop) this.#expandRun(frame, result);
      else frame.pos = table.ends[directive] as number;
    }
    result.push(T_EOF, 0, 0, 0, F_LINE_START);
    this.#frames.pop();
    this.#expander.input = input;
    this.#expander.outermostPoint = outermostPoint;
    this.#counter = kept.counter;
    this.#pragmaActions.saved = kept.saved;
    this.#macros.rollBack(lengths[0]);
    this.problems.length = lengths[1];
    this.pragmas.truncate(lengths[2]);
    return result;
  }

  /** Notes a problem. */
  problem(loc: number, message: string): void {
    this.problems.push({ loc, message });
  }

  #reset(): void {
    this.#macros.reset();
    this.#macros.cover(this.sources.interner.size);
    this.tokens.length = 0;
    this.expansions.length = 1;
    this.inclusions.truncate(0);
    this.inactive.truncate(0);
    this.pragmas.truncate(0);
    this.checkpoints.truncate(0);
    this.problems.length = 0;
    this.#frames.length = 0;
    this.#onceFiles.length = 0;
    this.#guardedFiles.clear();
    this.#pragmaActions.saved = undefined;
    this.#waiting = [];
    this.#counter = 0;
    this.#isTooDeep = 0;
    this.#padding = NO_PADDING;
    this.#lineStart = 0;
    this.#expander.peekedAt = -1;
    this.#finished = false;
  }

  #finish(): void {
    this.#finished = true;
    const main = this.mainFile;
    const end = main ? main.base + main.bytes.length : 0;
    this.tokens.push(T_EOF, 0, end, 0, F_LINE_START);
  }

  get #frame(): Frame {
    return this.#frames[this.#frames.length - 1] as Frame;
  }

  #enterText(name: string, text: string): void {
    if (text !== '') this.#enterFile(this.sources.loadText(name, text), name, -1, 0);
  }

  #enterFile(file: SourceFile, spelledPath: string, directory: number, loc: number): void {
    const parent = this.#frames.length > 0 ? this.#frame.inclusion : -1;
    const inclusion = this.inclusions.add(file.index, parent, loc);
    const frame = new Frame(file, spelledPath, directory, inclusion);
    this.#macros.cover(this.sources.interner.size);
    this.#frames.push(frame);
    this.#expander.input = frame;
  }

  #leaveFile(frame: Frame): void {
    for (const { opening } of frame.conditions) {
      this.problem(frame.directiveLoc(opening), 'unterminated conditional directive');
    }
    // At the end and not before, so that going on after an edit meets what the file holds now.
    for (const { offset, message } of frame.tokens.problems) {
      this.problem(frame.base + offset, message);
    }
    this.#frames.pop();
    if (this.#frames.length === 0) this.#finish();
    else this.#expander.input = this.#frame;
  }

  /** One run of text, one directive, or the end of a file. */
  #step(): void {
    const frame = this.#frame;
    if (this.#frames.length === 1 && this.#waiting.length > 0) {
      this.#includeForced(this.#waiting.shift() as string);
    } else if (frame.pos < frame.stop) this.#copyText(frame);
    else if (frame.tokens.kinds[frame.stop] === T_EOF) this.#leaveFile(frame);
    else this.#directives.run(frame);
  }

  #includeForced(name: string): void {
    const found = this.#resolver.find(name, false, '', undefined);
    const file = found && this.sources.load(found.path);
    if (found && file) this.#enterFile(file, found.spelledPath, found.directory, 0);
    else this.problem(0, `${name}: No such file or directory`);
  }

  /** The hot loop: tokens that are no macros go straight from the file to the output. */
  #copyText(frame: Frame): void {
    const { kinds, ids, starts, flags } = frame.tokens;
    const { base, stop } = frame;
    const out = this.tokens;
    const isMain = this.#frames.length === 1;
    out.reserve(stop - frame.pos + 1);
    let outKinds = out.kinds;
    let outIds = out.ids;
    let outLocs = out.locs;
    let outExpansions = out.expansions;
    let outFlags = out.flags;
    let of = this.#macros.of;
    let n = out.length;
    let pos = frame.pos;
    while (pos < stop) {
      const kind = kinds[pos] as number;
      const id = ids[pos] as number;
      let flag = (flags[pos] as number) & (F_LINE_START | F_SPACE_BEFORE | F_DIGRAPH);
      if (isMain && (flag & F_LINE_START) !== 0) {
        out.length = n;
        frame.pos = pos;
        this.#noteCheckpoint(frame);
      }
      if (kind === T_IDENTIFIER && of[id] !== 0) {
        out.length = n;
        frame.pos = pos;
        this.#expandAt(frame, out);
        pos = frame.pos;
        if (frame.stop !== stop || this.#frame !== frame) return;
        out.reserve(stop - pos + 1);
        outKinds = out.kinds;
        outIds = out.ids;
        outLocs = out.locs;
        outExpansions = out.expansions;
        outFlags = out.flags;
        of = this.#macros.of;
        n = out.length;
        continue;
      }
      if (this.#padding !== NO_PADDING) flag = this.#withPadding(flag);
      outKinds[n] = kind;
      outIds[n] = id;
      outLocs[n] = base + (starts[pos] as number);
      outExpansions[n] = 0;
      outFlags[n] = flag;
      n++;
      pos++;
    }
    out.length = n;
    frame.pos = pos;
  }

  /** Expands the run of tokens from `frame.pos` to `frame.stop` into a buffer. */
  #expandRun(frame: Frame, out: TokenBuffer): void {
    const { kinds, ids, starts, flags } = frame.tokens;
    while (frame.pos < frame.stop) {
      const at = frame.pos;
      const id = ids[at] as number;
      if (kinds[at] === T_IDENTIFIER && this.#macros.of[id] !== 0) {
        this.#expandAt(frame, out);
        continue;
      }
      const flag = (flags[at] as number) & (F_LINE_START | F_SPACE_BEFORE | F_DIGRAPH);
      out.push(
        kinds[at] as number,
        id,
        frame.base + (starts[at] as number),
        0,
        this.#withPadding(flag),
      );
      frame.pos++;
    }
  }

  /** Flags of an output token, with the white space that an expansion before it left behind. */
  #withPadding(flags: number): number {
    let result = flags;
    if (this.#padding > PAD_APART) {
      result = (flags & ~F_SPACE_BEFORE) | (this.#padding === PAD_SPACE ? F_SPACE_BEFORE : 0);
    }
    result |= this.#lineStart;
    this.#padding = NO_PADDING;
    this.#lineStart = 0;
    return result;
  }

  /** Expands the macro name at `frame.pos` and whatever it leads to. */
  #expandAt(frame: Frame, out: TokenBuffer): void {
    const expander = this.#expander;
    const { kinds, ids, starts, flags } = frame.tokens;
    const at = frame.pos++;
    const flag = flags[at] as number;
    expander.begin();
    expander.kind = T_IDENTIFIER;
    expander.id = ids[at] as number;
    expander.loc = frame.base + (starts[at] as number);
    expander.expansion = 0;
    expander.flags = flag & (F_SPACE_BEFORE | F_DIGRAPH);
    if ((flag & F_LINE_START) !== 0) this.#lineStart = F_LINE_START;
    const macro = this.#macros.of[expander.id] as number;
    if (this.#isPlainName(frame, macro, kinds, ids)) {
      this.#emit(out);
      return;
    }
    const isObjectLike = macro >= FIRST_DEFINED && !this.#pool.get(macro).isFunctionLike;
    expander.outermostPoint = isObjectLike ? expander.loc : 0;
    if (expander.enter(macro) === 0) this.#emit(out);
    else this.#pad(flag & F_SPACE_BEFORE ? PAD_SPACE : PAD_TIGHT);
    while (expander.depth > 0) {
      if (expander.next() === T_PADDING) this.#pad(expander.id);
      else this.#emit(out);
      if (expander.stopped) expander.dropContexts();
    }
  }

  /** True for a function-like macro's name without a parenthesis after it on the same run of text. */
  #isPlainName(frame: Frame, macro: number, kinds: Uint8Array, ids: Int32Array): boolean {
    if (macro < FIRST_DEFINED || frame.pos >= frame.stop) return false;
    if (kinds[frame.pos] === T_PUNCTUATOR && ids[frame.pos] === P_LPAREN) return false;
    if (!this.#pool.get(macro).isFunctionLike) return false;
    this.#expander.peekedAt = frame.pos;
    return true;
  }

  #pad(source: number): void {
    if (this.#padding <= PAD_APART || (this.#padding === PAD_TIGHT && source === PAD_APART)) {
      this.#padding = source;
    }
  }

  #emit(out: TokenBuffer): void {
    const expander = this.#expander;
    const flags = this.#withPadding(expander.flags & F_SPACE_BEFORE);
    out.push(
      expander.kind,
      expander.id,
      expander.loc,
      expander.expansion,
      flags | (expander.flags & OUTPUT_FLAGS),
    );
  }

  /** Reads the tokens from `start` to `end` of a directive's line in `read`. */
  inDirective<T>(frame: Frame, start: number, end: number, read: () => T): T {
    const expander = this.#expander;
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
  #directiveInArguments(): void {
    const expander = this.#expander;
    const { parsingArguments, preventExpansion } = expander;
    const workLength = expander.work.length;
    expander.parsingArguments = 0;
    expander.preventExpansion = 0;
    expander.inArguments = true;
    this.#directives.run(this.#frame);
    expander.inArguments = false;
    expander.work.length = workLength;
    expander.parsingArguments = parsingArguments;
    expander.preventExpansion = preventExpansion;
  }

  /** Reads a header in place of the directive at `loc`. */
  include(header: HeaderName, loc: number, isNext: boolean, isOnce: boolean): void {
    const found = this.#findHeader(header, isNext);
    const file = found && this.sources.load(found.path);
    if (!found || !file) {
      this.problem(loc, `${header.name}: No such file or directory`);
      return;
    }
    if (this.#onceFiles.includes(file.index)) return;
    if (isOnce) {
      this.#onceFiles.push(file.index);
      if (this.inclusions.has(file.index)) return;
    }
    if (this.#guardedFiles.has(file.index)) {
      const guard = file.tokens.directives.guardId;
      if (guard !== 0 && this.#expander.isDefined(guard)) return;
    }
    if (file.tokens.directives.guardId !== 0) this.#guardedFiles.add(file.index);
    if (this.#frames.length >= INCLUDE_DEPTH_LIMIT) {
      if (this.#isTooDeep === 0)
        this.problem(loc, '#include nested depth 200 exceeds maximum of 200');
      this.#isTooDeep = 1;
      return;
    }
    // Files that include themselves twice would be read 2 to the power of 200 times.
    if (this.#isTooDeep === 1 && this.#frames.some((frame) => frame.file === file)) return;
    this.#enterFile(file, found.spelledPath, found.directory, loc);
  }

  #findHeader(header: HeaderName, isNext: boolean): FoundHeader | undefined {
    const frame = this.#frame;
    const after = isNext && this.#frames.length > 1 ? frame.directory : undefined;
    return this.#resolver.find(header.name, header.angled, directoryOf(frame.spelledPath), after);
  }

  /** `#pragma` at `hash`: acts on it, or keeps it for the compiler. */
  runPragmaDirective(frame: Frame, hash: number, end: number): void {
    const { interner } = this.sources;
    const once = interner.intern('once');
    if (hash + 2 < end && frame.tokens.ids[hash + 2] === once) {
      if (this.#frames.length > 1) this.#onceFiles.push(frame.file.index);
      return;
    }
    this.keepDirective(frame, hash, end, frame.tokens.ids[hash + 1] as number);
    const entry = this.pragmas.length - 1;
    const { tokens } = this.pragmas;
    if (this.#isExpandedPragma(tokens, entry)) this.#expandPragma(frame, hash + 3, end);
    if (this.#pragmaActions.run(tokens, this.pragmas.start(entry) + 1, tokens.length)) {
      this.pragmas.truncate(entry);
    }
  }

  /** gcc registers these with expansion, and so prints them expanded. */
  #isExpandedPragma(tokens: TokenBuffer, entry: number): boolean {
    const word = tokens.ids[this.pragmas.start(entry) + 1];
    const { interner } = this.sources;
    return word === interner.intern('message') || word === interner.intern('redefine_extname');
  }

  #expandPragma(frame: Frame, start: number, end: number): void {
    const { tokens } = this.pragmas;
    tokens.length = this.pragmas.start(this.pragmas.length - 1) + 2;
    const expander = this.#expander;
    this.inDirective(frame, start, end, () => {
      while (expander.nextSolid() !== T_EOF) {
        const flags = (expander.flags & OUTPUT_FLAGS) | F_SPACE_BEFORE;
        tokens.push(expander.kind, expander.id, expander.loc, expander.expansion, flags);
      }
    });
  }

  /** Keeps a directive's tokens beside the output; `nameId` stands for its name (#sccs is #ident). */
  keepDirective(frame: Frame, hash: number, end: number, nameId: number): void {
    const { kinds, ids, starts, flags } = frame.tokens;
    this.pragmas.begin(this.tokens.length);
    for (let i = hash + 1; i < end; i++) {
      const flag = (flags[i] as number) & (F_SPACE_BEFORE | F_DIGRAPH);
      const loc = frame.base + (starts[i] as number);
      const id = i === hash + 1 ? nameId : (ids[i] as number);
      this.pragmas.tokens.push(kinds[i] as number, id, loc, 0, flag);
    }
  }

  /** `_Pragma`: as #pragma with the text of the string. */
  #runPragmaText(literal: string, loc: number, expansion: number): void {
    const quote = literal.indexOf('"');
    const text = literal.slice(quote + 1, -1).replace(/\\([\\"])/g, '$1');
    const raw = this.sources.lexer.lex(new TextEncoder().encode(`pragma ${text}`));
    this.#macros.cover(this.sources.interner.size);
    this.pragmas.begin(this.tokens.length);
    const { tokens } = this.pragmas;
    const entry = this.pragmas.length - 1;
    for (let i = 0; i < raw.count - 1; i++) {
      const flag = ((raw.flags[i] as number) & (F_SPACE_BEFORE | F_DIGRAPH)) | F_SCRATCH;
      tokens.push(raw.kinds[i] as number, raw.ids[i] as number, loc, expansion, flag);
    }
    if (this.#pragmaActions.run(tokens, this.pragmas.start(entry) + 1, tokens.length)) {
      this.pragmas.truncate(entry);
    }
    this.#expander.pushToken(T_PADDING, PAD_APART, 0, 0, 0);
  }

  #builtinHost(): ConstructorParameters<typeof Builtins>[1] {
    return {
      lineOf: (loc) => this.#lineOf(loc),
      fileName: () => this.#nameOf(this.#frame),
      baseFileName: () => this.#displayPath((this.#frames[0] as Frame).spelledPath),
      includeLevel: () => this.#frames.length - 1,
      nextCounter: () => this.#counter++,
      dateAndTime: () => ({
        date: this.options.date ?? '??? ?? ????',
        time: this.options.time ?? '??:??:??',
      }),
      readHeader: () => readHeaderName(this.#expander, this.#frame.file),
      hasHeader: (header, isNext) => this.#findHeader(header, isNext) !== undefined,
      hasAttribute: (name, scope) => this.options.hasAttribute?.(name, scope) ?? 0,
      hasBuiltin: (name) => this.options.hasBuiltin?.(name) ?? false,
      runPragma: (text, loc, expansion) => this.#runPragmaText(text, loc, expansion),
      problem: (loc, message) => this.problem(loc, message),
    };
  }

  #lineOf(loc: number): number {
    const frame = this.#frame;
    return this.sources.lineOf(frame.file, loc - frame.base) + frame.lineDelta;
  }

  #nameOf(frame: Frame): string {
    return frame.presumedName ?? this.#displayPath(frame.spelledPath);
  }

  #displayPath(path: string): string {
    return this.options.displayPath?.(path) ?? path;
  }

  #noteCheckpoint(frame: Frame): void {
    if (this.#expander.peekedAt === frame.pos) return;
    this.checkpoints.note(this.#snapshot(frame));
  }

  #snapshot(frame: Frame): Checkpoint {
    return {
      rawToken: frame.pos,
      offset: frame.tokens.starts[frame.pos] as number,
      output: this.tokens.length,
      log: this.#macros.logLength,
      expansions: this.expansions.length,
      inclusions: this.inclusions.length,
      inactive: this.inactive.length,
      pragmas: this.pragmas.length,
      problems: this.problems.length,
      counter: this.#counter,
      isTooDeep: this.#isTooDeep,
      onceFiles: this.#onceFiles.length,
      directive: frame.directive,
      lineDelta: frame.lineDelta,
      padding: this.#padding,
      lineStart: this.#lineStart,
      saved: this.#pragmaActions.saved,
      presumedName: frame.presumedName,
      conditions: frame.conditions,
    };
  }

  /**
   * Takes everything back to a checkpoint and goes on from there with the main file as it is now. The
   * bytes before the checkpoint's offset must be what they were. False, with nothing done, when the
   * file has moved to other locations: then start() again.
   */
  resume(checkpoint: number): boolean {
    const main = this.mainFile;
    const state = this.checkpoints.at(checkpoint);
    if (!main || !state || !this.#fits(main, state)) return false;
    this.checkpoints.truncate(checkpoint);
    this.#macros.rollBack(state.log);
    this.tokens.length = state.output;
    this.expansions.length = state.expansions;
    this.inclusions.truncate(state.inclusions);
    this.inactive.truncate(state.inactive);
    this.pragmas.truncate(state.pragmas);
    this.problems.length = state.problems;
    this.#counter = state.counter;
    this.#isTooDeep = state.isTooDeep;
    this.#onceFiles.length = state.onceFiles;
    this.#padding = state.padding;
    this.#lineStart = state.lineStart;
    this.#pragmaActions.saved = state.saved;
    this.#expander.peekedAt = -1;
    this.#reenter(main, state);
    this.#finished = false;
    return true;
  }

  #fits(main: SourceFile, state: Checkpoint): boolean {
    return (
      main.base === this.#mainBase &&
      state.rawToken < main.tokens.count &&
      main.tokens.starts[state.rawToken] === state.offset
    );
  }

  #reenter(main: SourceFile, state: Checkpoint): void {
    const frame = new Frame(main, this.#mainPath, -1, 0);
    this.#macros.cover(this.sources.interner.size);
    frame.pos = state.rawToken;
    frame.directive = state.directive;
    frame.stop = main.tokens.directives.tokens[state.directive] as number;
    frame.lineDelta = state.lineDelta;
    frame.presumedName = state.presumedName;
    frame.conditions.push(...state.conditions);
    this.#frames.length = 0;
    this.#frames.push(frame);
    this.#expander.input = frame;
  }
}
