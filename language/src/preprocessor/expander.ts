import type { Interner } from '../lexer/interner.ts';
import type { Lexer } from '../lexer/lexer.ts';
import {
  F_LINE_START,
  F_NO_EXPAND,
  F_PASTE_LEFT,
  F_SPACE_BEFORE,
  F_SPLICED,
  T_EOF,
  T_IDENTIFIER,
} from '../lexer/token-stream.ts';
import {
  ARG_COUNT,
  ARG_EXPANDED_COUNT,
  ARG_EXPANDED_START,
  ARG_START,
  collectArguments,
  findParenthesis,
} from './arguments.ts';
import type { ExpanderHost, RawInput } from './expander-host.ts';
import type { ExpansionTable } from './expansions.ts';
import { IntList } from './int-list.ts';
import type { MacroDefinition } from './macro-definition.ts';
import { FIRST_DEFINED, MACRO_POISONED, type MacroPool, T_PADDING } from './macro-pool.ts';
import type { MacroState } from './macro-state.ts';
import { PAD_APART, PAD_SPACE, PAD_TIGHT } from './padding.ts';
import { pasteTokens } from './paste.ts';
import { replaceParameters, Substitution } from './substitution.ts';
import { TokenBuffer } from './token-buffer.ts';

/** The most tokens that one expansion at file level may push before it is given up. */
const EXPANSION_LIMIT = 1 << 22;

/** The most macro calls that may stand inside each other's arguments. */
const NESTING_LIMIT = 400;

/**
 * Macro expansion, after cpplib's macro.cc: a stack of contexts, each a range of tokens still to be
 * read. A macro is disabled while its context is on the stack, a name read then is painted and never
 * expands again, and looking for `(` pops the contexts that have ended. These are the rules that
 * `gcc -E` shows; the standard's text leaves their corners open.
 *
 * The contexts' stack is part of it: a class of its own cost 3 % of a unit's first reading.
 */
export class Expander {
  readonly interner: Interner;
  readonly lexer: Lexer;
  readonly pool: MacroPool;
  readonly macros: MacroState;
  readonly expansions: ExpansionTable;
  readonly host: ExpanderHost;
  /** Tokens of the open contexts and of arguments. */
  readonly work = new TokenBuffer(1 << 12);
  /** Macro-expanded arguments. */
  readonly expanded = new TokenBuffer(1 << 10);
  readonly slots = new IntList(256);
  readonly substitution: Substitution;
  input!: RawInput;
  /** In a directive: padding is left out, and the input ends at `stop`. */
  inDirective = false;
  /** An #include is read: white space in strings made there counts, since they name files. */
  wantsPadding = false;
  /** A directive is being run between the arguments of a macro, whose workspace must stay. */
  inArguments = false;
  /** The raw token that was last looked at for a `(` and left alone. */
  peekedAt = -1;
  /** Above 0 while an argument is expanded: _Pragma waits until its tokens are read again. */
  argumentDepth = 0;
  /** The place of the macro that all began with, when it is object-like, for __LINE__; else 0. */
  outermostPoint = 0;
  /** Names that ## makes are written down here, when someone wants to know. */
  pasted: number[] | undefined;
  /** Counts the reasons not to expand. */
  preventExpansion = 0;
  /** 1 while looking for `(`, 2 while collecting arguments. */
  parsingArguments = 0;

  /** The token that next() has read. */
  kind = 0;
  id = 0;
  loc = 0;
  expansion = 0;
  flags = 0;

  /** The contexts' depth; 0 when tokens come from the input. */
  depth = 0;
  #pushed = 0;
  #limitReached = false;
  #positions = new Int32Array(64);
  #ends = new Int32Array(64);
  /** The spelling of the macro whose body the context is, 0 for others. */
  #names = new Int32Array(64);
  /** Where __LINE__ in the context counts as standing; 0 for tokens as the file has them. */
  #points = new Float64Array(64);

  constructor(
    lexer: Lexer,
    pool: MacroPool,
    macros: MacroState,
    expansions: ExpansionTable,
    host: ExpanderHost,
  ) {
    this.interner = pool.interner;
    this.lexer = lexer;
    this.pool = pool;
    this.macros = macros;
    this.expansions = expansions;
    this.host = host;
    this.substitution = new Substitution(this);
  }

  /** Begins an expansion at file level: all workspace is free again. */
  begin(): void {
    this.work.length = 0;
    this.expanded.length = 0;
    this.#pushed = 0;
    this.#limitReached = false;
  }

  /** Reads one token, padding included, and begins whatever expansion it calls for. */
  next(): number {
    for (;;) {
      const depth = this.depth;
      if (depth === 0) this.#readInput();
      else {
        const at = this.#positions[depth] as number;
        if (at === this.#ends[depth]) {
          this.#pop();
          if (this.inDirective) continue;
          return this.#pad(PAD_APART);
        }
        this.#positions[depth] = at + 1;
        this.load(at);
        if ((this.flags & F_PASTE_LEFT) !== 0) {
          const source = this.flags;
          this.#pasteAll(at);
          if (this.inDirective) continue;
          return this.#pad(source & F_SPACE_BEFORE ? PAD_SPACE : PAD_TIGHT);
        }
      }
      if (this.kind !== T_IDENTIFIER) return this.kind;
      const macro = this.macros.of[this.id] as number;
      if (macro === 0 || (this.flags & F_NO_EXPAND) !== 0) return T_IDENTIFIER;
      if (this.macros.disabled[this.id] !== 0) {
        this.flags |= F_NO_EXPAND;
        return T_IDENTIFIER;
      }
      if (this.preventExpansion > 0) return T_IDENTIFIER;
      const source = this.flags;
      const outcome = this.enter(macro);
      if (outcome === 0) return T_IDENTIFIER;
      if (this.inDirective || outcome === 2) continue;
      return this.#pad(source & F_SPACE_BEFORE ? PAD_SPACE : PAD_TIGHT);
    }
  }

  /** As next(), without padding. */
  nextSolid(): number {
    let kind = this.next();
    while (kind === T_PADDING) kind = this.next();
    return kind;
  }

  /** Gives back the token that was read last; the token itself stays loaded. */
  backUp(): void {
    if (this.depth === 0) {
      if (this.kind !== T_EOF) this.input.pos--;
    } else this.#positions[this.depth] = (this.#positions[this.depth] as number) - 1;
  }

  /** Loads a token of the workspace. */
  load(at: number): void {
    const work = this.work;
    this.kind = work.kinds[at] as number;
    this.id = work.ids[at] as number;
    this.loc = work.locs[at] as number;
    this.expansion = work.expansions[at] as number;
    this.flags = work.flags[at] as number;
  }

  /** Makes the workspace's tokens from `start` to `end` the next to be read. */
  pushContext(start: number, end: number, nameId: number, point = this.point): void {
    const depth = ++this.depth;
    if (depth === this.#positions.length) this.#growContexts();
    this.#points[depth] = point;
    this.#positions[depth] = start;
    this.#ends[depth] = end;
    this.#names[depth] = nameId;
    this.#pushed += end - start;
    if (this.#pushed > EXPANSION_LIMIT || this.work.length > EXPANSION_LIMIT) this.giveUp();
  }

  /** Pushes one token as the next to be read. */
  pushToken(kind: number, id: number, loc: number, expansion: number, flags: number): void {
    const at = this.work.push(kind, id, loc, expansion, flags);
    this.pushContext(at, at + 1, 0);
  }

  /**
   * Enters the macro that the loaded identifier names. 0: it is none here (no parenthesis follows, or
   * the arguments do not fit), and the identifier is loaded again; 1: its tokens come next.
   */
  enter(macro: number): 0 | 1 | 2 {
    if (macro < FIRST_DEFINED) {
      if (macro !== MACRO_POISONED) return this.host.expandBuiltin(macro);
      this.host.problem(this.loc, `attempt to use poisoned "${this.interner.text(this.id)}"`);
      return 0;
    }
    const definition = this.pool.get(macro);
    if (this.#limitReached || definition.problem !== undefined) return 0;
    const { kind, id, loc, expansion, flags } = this;
    const point = this.point || loc;
    if (!definition.isFunctionLike) {
      const body = this.expansions.add(id, loc, definition.loc, expansion, 0);
      this.macros.disabled[id] = 1;
      this.#pushBody(definition, id, body, point);
      return 1;
    }
    if (this.#enterFunctionLike(definition, id, loc, expansion, point)) return 1;
    this.kind = kind;
    this.id = id;
    this.loc = loc;
    this.expansion = expansion;
    this.flags = flags;
    return 0;
  }

  #enterFunctionLike(
    definition: MacroDefinition,
    id: number,
    loc: number,
    expansion: number,
    point: number,
  ): boolean {
    const slotsBefore = this.slots.length;
    const argumentPoint = this.point;
    this.preventExpansion++;
    this.parsingArguments = 1;
    const found = findParenthesis(this) && collectArguments(this, definition, id, loc, expansion);
    this.parsingArguments = 0;
    this.preventExpansion--;
    if (found) {
      const body = this.expansions.add(id, loc, definition.loc, expansion, 0);
      if (definition.params.length > 0) {
        const start = replaceParameters(this, definition, slotsBefore, body, argumentPoint);
        this.macros.disabled[id] = 1;
        this.pushContext(start, this.work.length, id, point);
      } else {
        this.macros.disabled[id] = 1;
        this.#pushBody(definition, id, body, point);
      }
    }
    this.slots.truncate(slotsBefore);
    return found;
  }

  /**
   * Macro-expands an argument once, as if it were the rest of the file, and notes the result in its
   * slots.
   */
  expandArgument(slot: number, point: number): void {
    const count = this.slots.at(slot + ARG_COUNT);
    if (this.slots.at(slot + ARG_EXPANDED_START) >= 0) return;
    const { work, expanded } = this;
    const start = this.slots.at(slot + ARG_START);
    const workBefore = work.length;
    const first = expanded.length;
    if (count > 0 && !this.#limitReached) {
      if (++this.argumentDepth > NESTING_LIMIT) this.giveUp();
      const depthBefore = this.depth;
      // The argument's own T_EOF stands behind its tokens.
      this.pushContext(start, start + count + 1, 0, point);
      while (!this.#limitReached && this.next() !== T_EOF) {
        expanded.push(this.kind, this.id, this.loc, this.expansion, this.flags);
      }
      while (this.depth > depthBefore) this.#pop();
      work.length = workBefore;
      this.argumentDepth--;
    }
    this.slots.set(slot + ARG_EXPANDED_START, first);
    this.slots.set(slot + ARG_EXPANDED_COUNT, expanded.length - first);
  }

  /** Stops the expansion that is under way: what is left is dropped, with one problem. */
  giveUp(): void {
    if (this.#limitReached) return;
    this.#limitReached = true;
    const { base, tokens, pos } = this.input;
    const loc = base + (tokens.starts[Math.max(pos - 1, 0)] as number);
    this.host.problem(loc, 'macro expansion stopped: it is too large or nested too deeply');
  }

  /**
   * Where the token read last stands for __LINE__: in what a macro gave (its arguments, once they are
   * put in, too) at the name of the outermost macro; 0 for a token as the file has it.
   */
  get point(): number {
    return this.depth === 0 ? 0 : (this.#points[this.depth] as number);
  }

  /** What `defined` answers. */
  isDefined(id: number): boolean {
    return (this.macros.of[id] as number) > MACRO_POISONED;
  }

  /** Drops all contexts. */
  dropContexts(): void {
    while (this.depth > 0) this.#pop();
  }

  /** True once the limit stopped the expansion. */
  get stopped(): boolean {
    return this.#limitReached;
  }

  #pad(source: number): number {
    this.kind = T_PADDING;
    this.id = source;
    this.flags = 0;
    return T_PADDING;
  }

  #readInput(): void {
    const input = this.input;
    while (input.pos >= input.stop) {
      const isEnd = this.inDirective || input.endsAtStop;
      if (isEnd || input.tokens.kinds[input.stop] === T_EOF) {
        this.kind = T_EOF;
        this.id = 0;
        this.flags = 0;
        this.loc = input.base + (input.tokens.starts[input.stop] as number);
        this.expansion = 0;
        return;
      }
      // gcc runs directives inside arguments, but not before it has seen the parenthesis.
      if (this.parsingArguments !== 2) break;
      this.host.directiveInArguments();
      if (this.input !== input) {
        this.#readInput();
        return;
      }
    }
    const at = input.pos++;
    const tokens = input.tokens;
    this.kind = tokens.kinds[at] as number;
    this.id = tokens.ids[at] as number;
    this.loc = input.base + (tokens.starts[at] as number);
    this.expansion = 0;
    const flags = tokens.flags[at] as number;
    // In arguments, a line end is white space like any other.
    const white = this.parsingArguments === 2 && (flags & F_LINE_START) !== 0 ? F_SPACE_BEFORE : 0;
    this.flags = (flags & ~(F_LINE_START | F_SPLICED)) | white;
  }

  #pop(): void {
    const name = this.#names[this.depth] as number;
    this.depth--;
    if (name !== 0 && (this.depth === 0 || this.#names[this.depth] !== name)) {
      this.macros.disabled[name] = 0;
    }
  }

  #pushBody(definition: MacroDefinition, id: number, body: number, point: number): void {
    const { work } = this;
    const bodies = this.pool.bodies;
    const start = work.length;
    const count = definition.bodyEnd - definition.bodyStart;
    work.reserve(count);
    for (let i = definition.bodyStart, to = start; i < definition.bodyEnd; i++, to++) {
      work.kinds[to] = bodies.kinds[i] as number;
      work.ids[to] = bodies.ids[i] as number;
      work.locs[to] = bodies.locs[i] as number;
      work.expansions[to] = body;
      work.flags[to] = bodies.flags[i] as number;
    }
    work.length = start + count;
    this.pushContext(start, start + count, id, point);
  }

  /** Pastes the token of the open context that stands before `at + 1` with those after it. */
  #pasteAll(at: number): void {
    const depth = this.depth;
    const { work } = this;
    let right = at + 1;
    let rightFlags: number;
    do {
      if (right >= (this.#ends[depth] as number)) break;
      rightFlags = work.flags[right] as number;
      if (work.kinds[right] === T_PADDING) {
        right++;
        continue;
      }
      const pasted = pasteTokens(this, right);
      if (!pasted) {
        this.flags &= ~F_PASTE_LEFT;
        break;
      }
      right++;
    } while ((rightFlags & F_PASTE_LEFT) !== 0);
    this.#positions[depth] = right;
    work.kinds[at] = this.kind;
    work.ids[at] = this.id;
    work.flags[at] = this.flags & ~F_PASTE_LEFT;
    this.pushContext(at, at + 1, 0);
  }

  #growContexts(): void {
    const capacity = this.#positions.length * 2;
    const positions = new Int32Array(capacity);
    positions.set(this.#positions);
    this.#positions = positions;
    const ends = new Int32Array(capacity);
    ends.set(this.#ends);
    this.#ends = ends;
    const points = new Float64Array(capacity);
    points.set(this.#points);
    this.#points = points;
    const names = new Int32Array(capacity);
    names.set(this.#names);
    this.#names = names;
  }
}
