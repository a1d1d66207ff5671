import {
  D_ASSERT,
  D_DEFINE,
  D_ELIF,
  D_ELIFDEF,
  D_ELIFNDEF,
  D_ELSE,
  D_ENDIF,
  D_ERROR,
  D_IDENT,
  D_IF,
  D_IFDEF,
  D_IFNDEF,
  D_IMPORT,
  D_INCLUDE,
  D_INCLUDE_NEXT,
  D_LINE,
  D_LINE_MARKER,
  D_NULL,
  D_PRAGMA,
  D_UNASSERT,
  D_UNDEF,
  D_WARNING,
  type RawTokens,
} from '../lexer/raw-tokens.ts';
import { F_SPACE_BEFORE, T_IDENTIFIER, T_NUMBER, T_STRING } from '../lexer/token-stream.ts';
import { isAsserted, runAssertion } from './assertions.ts';
import { ConditionParser } from './condition.ts';
import { inDirective } from './directive-line.ts';
import type { Expander } from './expander.ts';
import type { Frame } from './frame.ts';
import { type HeaderName, readHeaderName } from './header-name.ts';
import type { IncludeStack } from './include-stack.ts';
import { MACRO_NONE, MACRO_POISONED } from './macro-pool.ts';
import type { PragmaDirectives } from './pragma-directives.ts';
import type { PreprocessorState } from './preprocessor-state.ts';
import { spellingOf } from './spelling.ts';

const writtenIn = new WeakMap<RawTokens, Map<number, HeaderName>>();

/** The names of a file's #includes as they are written, by the raw token of the `#`. */
function writtenNames(tokens: RawTokens): Map<number, HeaderName> {
  let names = writtenIn.get(tokens);
  if (!names) {
    names = new Map();
    writtenIn.set(tokens, names);
  }
  return names;
}

/** Carries out directives, one at a time, for the preprocessor that it belongs to. */
export class Directives {
  readonly #unit: PreprocessorState;
  readonly #includes: IncludeStack;
  readonly #expander: Expander;
  readonly #condition: ConditionParser;
  readonly #pragmas: PragmaDirectives;

  constructor(
    unit: PreprocessorState,
    expander: Expander,
    pragmas: PragmaDirectives,
    includes: IncludeStack,
  ) {
    this.#unit = unit;
    this.#includes = includes;
    this.#pragmas = pragmas;
    this.#expander = expander;
    const { unsignedChar = false, wcharBits = 32, wcharUnsigned = false } = unit.options;
    const rules = { unsignedChar, wcharBits, wcharUnsigned };
    this.#condition = new ConditionParser(expander, rules, (predicate, answer) => {
      unit.noteVolatile();
      return isAsserted(unit, predicate, answer);
    });
  }

  /** Runs the next directive of a frame and leaves the frame behind it. */
  run(frame: Frame): void {
    const directive = frame.directive;
    const table = frame.tokens.directives;
    const kind = table.kinds[directive] as number;
    const hash = table.tokens[directive] as number;
    const end = table.ends[directive] as number;
    frame.continueAfter(directive);
    switch (kind) {
      case D_IF:
      case D_IFDEF:
      case D_IFNDEF:
        this.#openGroup(frame, directive, this.#isRead(frame, directive, directive, kind));
        break;
      case D_ELIF:
      case D_ELIFDEF:
      case D_ELIFNDEF:
      case D_ELSE:
        this.#nextGroup(frame, directive, kind);
        break;
      case D_ENDIF:
        if (!frame.conditions.pop()) this.#report(frame, hash, '#endif without #if');
        break;
      case D_DEFINE:
        this.#define(frame, directive, hash, end);
        break;
      case D_UNDEF:
        this.#undefine(frame, hash, end);
        break;
      case D_INCLUDE:
      case D_INCLUDE_NEXT:
      case D_IMPORT:
        this.#include(frame, hash, end, kind);
        break;
      case D_LINE:
        this.#line(frame, hash + 2, end);
        break;
      case D_LINE_MARKER:
        this.#line(frame, hash + 1, end);
        break;
      case D_WARNING:
        this.#warn(frame, hash, this.#restOfLine(frame, hash + 1, end));
        break;
      case D_ERROR:
        this.#report(frame, hash, this.#restOfLine(frame, hash + 1, end));
        break;
      case D_PRAGMA:
        this.#pragmas.run(frame, hash, end);
        break;
      case D_IDENT:
        this.#pragmas.keep(frame, hash, end, this.#expander.interner.intern('ident'));
        break;
      case D_NULL:
        break;
      case D_ASSERT:
      case D_UNASSERT:
        this.#assert(frame, hash, end, kind === D_ASSERT);
        break;
      default:
        this.#report(frame, hash, `invalid preprocessing directive ${this.#name(frame, hash)}`);
    }
  }

  #assert(frame: Frame, hash: number, end: number, isAsserted: boolean): void {
    const problem = runAssertion(this.#unit, frame, hash, end, isAsserted);
    if (problem !== undefined) this.#report(frame, hash, problem);
  }

  #warn(frame: Frame, token: number, message: string): void {
    this.#unit.warning(frame.base + (frame.tokens.starts[token] as number), message);
  }

  #report(frame: Frame, token: number, message: string): void {
    this.#unit.problem(frame.base + (frame.tokens.starts[token] as number), message);
  }

  #name(frame: Frame, hash: number): string {
    return `#${this.#expander.interner.text(frame.tokens.ids[hash + 1] as number)}`;
  }

  #restOfLine(frame: Frame, start: number, end: number): string {
    const { ids, flags } = frame.tokens;
    let text = '#';
    for (let i = start; i < end; i++) {
      if (i > start && (flags[i] as number) & F_SPACE_BEFORE) text += ' ';
      text += spellingOf(this.#expander.interner, ids[i] as number, flags[i] as number);
    }
    return text;
  }

  /** Whether a branch is read when none before it was: by its condition, unless one is forced. */
  #isRead(frame: Frame, opening: number, directive: number, kind: number): boolean {
    const forced = this.#forcedBranch(frame, opening);
    if (forced >= 0) return forced === directive;
    return kind === D_ELSE || this.#test(frame, directive, kind);
  }

  /** The branch of a group that the options force, -1 for none. */
  #forcedBranch(frame: Frame, opening: number): number {
    const { forcedBranches } = this.#unit.options;
    if (!forcedBranches) return -1;
    const table = frame.tokens.directives;
    for (
      let at = opening;
      at < table.count && table.kinds[at] !== D_ENDIF;
      at = table.next[at] as number
    ) {
      if (forcedBranches.has(frame.directiveLoc(at))) return at;
    }
    return -1;
  }

  /** The condition of an #if, #ifdef, #ifndef or #elif. */
  #test(frame: Frame, directive: number, kind: number): boolean {
    const table = frame.tokens.directives;
    const hash = table.tokens[directive] as number;
    const end = table.ends[directive] as number;
    if (kind !== D_IF && kind !== D_ELIF) {
      if (hash + 2 >= end || frame.tokens.kinds[hash + 2] !== T_IDENTIFIER) {
        this.#report(frame, hash, `no macro name given in ${this.#name(frame, hash)} directive`);
        return false;
      }
      const id = frame.tokens.ids[hash + 2] as number;
      if (this.#expander.macros.of[id] === MACRO_POISONED) {
        const name = this.#expander.interner.text(id);
        this.#report(frame, hash + 2, `attempt to use poisoned "${name}"`);
      }
      return this.#expander.isDefined(id) === (kind === D_IFDEF || kind === D_ELIFDEF);
    }
    return inDirective(this.#expander, frame, hash + 2, end, () =>
      this.#condition.evaluate((message) => this.#report(frame, hash, message)),
    );
  }

  #openGroup(frame: Frame, directive: number, isTrue: boolean): void {
    frame.conditions.push({ opening: directive, taken: isTrue ? directive : -1, inElse: false });
    if (!isTrue) this.#skip(frame, directive, directive);
  }

  /** An #elif or #else that ends a group which was read. */
  #nextGroup(frame: Frame, directive: number, kind: number): void {
    const open = frame.conditions.at(-1);
    const hash = frame.tokens.directives.tokens[directive] as number;
    if (!open) {
      this.#report(frame, hash, `${this.#name(frame, hash)} without #if`);
      return;
    }
    if (open.inElse) this.#report(frame, hash, `${this.#name(frame, hash)} after #else`);
    frame.conditions[frame.conditions.length - 1] = {
      ...open,
      inElse: open.inElse || kind === D_ELSE,
    };
    this.#skip(frame, directive, open.taken);
  }

  /** Leaves out groups from that of `from` on, until one is to be read or the #endif is met. */
  #skip(frame: Frame, from: number, firstReason: number): void {
    const table = frame.tokens.directives;
    const open = frame.conditions.length - 1;
    let directive = from;
    let reason = firstReason;
    for (;;) {
      const next = table.next[directive] as number;
      this.#noteInactive(frame, directive, next, reason);
      if (next >= table.count) {
        frame.directive = table.count;
        frame.pos = table.tokens[table.count] as number;
        frame.stop = frame.pos;
        return;
      }
      frame.continueAfter(next);
      const kind = table.kinds[next] as number;
      const state = frame.conditions[open] as (typeof frame.conditions)[number];
      if (kind === D_ENDIF) {
        frame.conditions.pop();
        return;
      }
      const hash = table.tokens[next] as number;
      if (state.inElse) this.#report(frame, hash, `${this.#name(frame, hash)} after #else`);
      const reads = state.taken < 0 && this.#isRead(frame, state.opening, next, kind);
      frame.conditions[open] = {
        opening: state.opening,
        taken: reads ? next : state.taken,
        inElse: state.inElse || kind === D_ELSE,
      };
      frame.continueAfter(next);
      if (reads) return;
      reason = state.taken < 0 ? next : state.taken;
      directive = next;
    }
  }

  #noteInactive(frame: Frame, directive: number, next: number, reason: number): void {
    const { starts, directives } = frame.tokens;
    const start = starts[directives.ends[directive] as number] as number;
    const end = starts[directives.tokens[next] as number] as number;
    if (start >= end) return;
    this.#unit.inactive.add(frame.inclusion, start, end, frame.directiveLoc(reason));
  }

  #define(frame: Frame, directive: number, hash: number, end: number): void {
    const { kinds, ids } = frame.tokens;
    const { macros, pool, interner } = this.#expander;
    const id = ids[hash + 2] as number;
    if (hash + 2 >= end || kinds[hash + 2] !== T_IDENTIFIER || id === pool.definedId) {
      this.#report(frame, hash, 'no macro name given in #define directive');
      return;
    }
    const numbers = frame.tokens.directives.macros;
    let macro = numbers[directive] as number;
    if (macro === 0) {
      macro = pool.add(frame.tokens, frame.base, hash, end);
      numbers[directive] = macro;
    }
    const problem = pool.problemOf(macro);
    if (problem !== undefined) {
      this.#report(frame, hash, problem);
      return;
    }
    const before = macros.of[id] as number;
    if (before === macro) return;
    if (before === MACRO_POISONED) {
      this.#report(frame, hash + 2, `attempt to use poisoned "${interner.text(id)}"`);
      return;
    }
    if (before !== MACRO_NONE) this.#warnOfAnother(frame, before, macro, hash + 2);
    macros.set(id, macro);
  }

  #warnOfAnother(frame: Frame, before: number, macro: number, name: number): void {
    const { pool, interner } = this.#expander;
    if (!pool.isDefinition(before) || !pool.areSame(before, macro)) {
      const text = interner.text(frame.tokens.ids[name] as number);
      this.#warn(frame, name, `"${text}" redefined`);
    }
  }

  #undefine(frame: Frame, hash: number, end: number): void {
    const { macros, interner } = this.#expander;
    const id = frame.tokens.ids[hash + 2] as number;
    if (hash + 2 >= end || frame.tokens.kinds[hash + 2] !== T_IDENTIFIER) {
      this.#report(frame, hash, 'no macro name given in #undef directive');
    } else if (macros.of[id] === MACRO_POISONED) {
      this.#report(frame, hash + 2, `attempt to use poisoned "${interner.text(id)}"`);
    } else if (macros.of[id] !== MACRO_NONE) macros.set(id, MACRO_NONE);
  }

  #include(frame: Frame, hash: number, end: number, kind: number): void {
    const header = this.#headerName(frame, hash, end);
    if (!header || header.name === '') {
      const name = this.#name(frame, hash);
      this.#report(frame, hash, `${name} expects "FILENAME" or <FILENAME>`);
      return;
    }
    const loc = frame.base + (frame.tokens.starts[hash] as number);
    this.#includes.include(header, loc, kind === D_INCLUDE_NEXT, kind === D_IMPORT);
  }

  /** Most names stand in the file and are the same every time; the others are what macros give. */
  #headerName(frame: Frame, hash: number, end: number): HeaderName | undefined {
    const written = writtenNames(frame.tokens);
    const known = written.get(hash);
    if (known) return known;
    const expander = this.#expander;
    expander.wantsPadding = true;
    const header = inDirective(this.#expander, frame, hash + 2, end, () => {
      expander.nextSolid();
      return readHeaderName(expander, frame.file);
    });
    expander.wantsPadding = false;
    const isWritten = frame.tokens.kinds[hash + 2] !== T_IDENTIFIER;
    if (header && isWritten) written.set(hash, header);
    return header;
  }

  /** `#line 12 "name"`, expanded, and the markers that a compiler's output has. */
  #line(frame: Frame, start: number, end: number): void {
    const expander = this.#expander;
    const given = inDirective(this.#expander, frame, start, end, () => {
      const isNumber = expander.nextSolid() === T_NUMBER;
      const line = Number.parseInt(expander.interner.text(expander.id), 10);
      const name = expander.nextSolid() === T_STRING ? expander.interner.text(expander.id) : '';
      return { line: isNumber ? line : Number.NaN, name };
    });
    if (Number.isNaN(given.line)) {
      this.#report(frame, start - 1, '#line needs a line number');
      return;
    }
    const offset = frame.tokens.starts[start - 1] as number;
    const nextLine = this.#unit.sources.lineOf(frame.file, this.#lineEnd(frame, offset)) + 1;
    frame.lineDelta = given.line - nextLine;
    if (given.name !== '') {
      frame.presumedName = given.name.slice(1, -1).replace(/\\([\\"])/g, '$1');
    }
  }

  #lineEnd(frame: Frame, offset: number): number {
    const end = frame.file.bytes.indexOf(10, offset);
    return end < 0 ? frame.file.bytes.length : end;
  }
}
