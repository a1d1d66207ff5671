import type { Interner } from '../lexer/interner.ts';
import { K_LAST, P_LBRACE, P_LBRACKET, P_LPAREN, P_RBRACE, P_SEMI } from '../lexer/spellings.ts';
import { T_EOF, T_IDENTIFIER, type TokenStream } from '../lexer/token-stream.ts';
import type { PragmaTable } from '../preprocessor/pragmas.ts';
import type { Target } from '../targets/target.ts';
import type { BuiltinTypes } from '../types/builtin-types.ts';
import { Layouts } from '../types/layout.ts';
import type { CType, Parameter, RecordType } from '../types/types.ts';
import { makeVaListType } from '../types/va-list.ts';
import type { Expression } from './ast.ts';
import { balancedEnd, beginsAtMargin, unbalancedEnd } from './brackets.ts';
import { PackPragmas } from './pack-pragmas.ts';
import type { PendingDeclarations } from './pending-declarations.ts';
import { Scope } from './scope.ts';
import type { Findings, ObjectSym, Sym } from './symbols.ts';

/** Deeper nesting than this is given up with a problem: the call stack is not endless. */
const MAX_NESTING = 250;

export interface ParserOptions {
  readonly target: Target;
  readonly types: BuiltinTypes;
  /** `-fms-extensions`: `struct tag;` in a record is an anonymous member. */
  readonly msExtensions: boolean;
  /** `-Werror=implicit-function-declaration`, and the same of int that no one wrote: the kernel's flags. */
  readonly strictDeclarations: boolean;
}

/**
 * The state of a parse: a cursor over the token stream, the scope, and what was found. The grammar
 * lives in the other files of this folder as functions that take the parser first. None of them
 * throws: what cannot be read becomes a problem and an error node.
 */
export class Parser {
  readonly interner: Interner;
  readonly options: ParserOptions;
  readonly types: BuiltinTypes;
  readonly layouts: Layouts;
  /** `__builtin_va_list`. */
  readonly vaList: CType;
  readonly scope = new Scope();
  /** Names of attributes by spelling, as attributes.ts needs them. */
  readonly attributeNames: (string | undefined)[] = [];
  /** What was found so far: of the file level, or of the body that is being parsed. */
  findings: Findings = { problems: [], assertions: [], records: [] };
  /** The one token that someone asks about: statements that do not hold it are passed over. */
  focus: number | undefined;
  /** The function whose body is being parsed. */
  currentFunction: Sym | undefined;
  /** The record whose braces we are in. */
  currentRecord: RecordType | undefined;
  /** The parameters of the prototype that is being read, and how many of them are in scope. */
  /** The C names of names in assembly: `int f(void) asm("g")`. */
  readonly asmNames = new Map<string, Set<string>>();
  openParameters:
    | {
        readonly parameters: readonly Parameter[];
        readonly symbols: (ObjectSym | undefined)[];
        isTyped: boolean;
      }
    | undefined;
  /** Where expressions go that no tree holds: lengths, widths, enumerators' values, typeof operands. */
  loose: Expression[] = [];
  /** Declarations of headers that wait to be asked for. */
  pending: PendingDeclarations | undefined;
  private packPragmas: PackPragmas | undefined;
  private nesting = 0;

  /** Index of the current token. */
  pos = 0;
  /** A body is read up to here, as if the file ended: an open brace must not swallow what follows. */
  limit = Number.POSITIVE_INFINITY;
  /**
   * Where the body that is being read stands in the stream proper, when its tokens stand behind the
   * stream's end; what is declared later is not visible in it.
   */
  home: number | undefined;
  /** The names that were told of as undeclared in the function that is being read. */
  undeclared: Set<number> | undefined;
  /** Its spelling number. */
  tok = 0;
  private ids: Int32Array;
  private kinds: Uint8Array;
  readonly stream: TokenStream;
  private readonly pragmas: PragmaTable;

  constructor(
    stream: TokenStream,
    pragmas: PragmaTable,
    interner: Interner,
    options: ParserOptions,
  ) {
    this.stream = stream;
    this.pragmas = pragmas;
    this.ids = stream.ids;
    this.kinds = stream.kinds;
    this.interner = interner;
    this.options = options;
    this.types = options.types;
    this.layouts = new Layouts(options.target);
    this.vaList = makeVaListType(options.target, options.types);
  }

  /** To be called when the stream is complete, before the first token is read. */
  begin(token: number): void {
    this.packPragmas = new PackPragmas(this.pragmas, this.interner);
    this.seek(token);
  }

  /** `#pragma pack` in force at the current token, bytes; 0 for none. */
  get packBytes(): number {
    return this.packPragmas?.at(this.pos) ?? 0;
  }

  /** Goes to a token; also makes the parser see a stream that has grown. */
  seek(token: number): void {
    this.ids = this.stream.ids;
    this.kinds = this.stream.kinds;
    this.pos = token;
    this.tok = token < this.limit ? (this.ids[token] as number) : 0;
  }

  /**
   * Reads something at file level from a token on, in the middle of whatever is being read, which then
   * goes on as if nothing had been. What it comes upon goes to `findings`.
   */
  atFileLevel<T>(token: number, findings: Findings, read: () => T): T {
    const {
      pos,
      limit,
      focus,
      home,
      undeclared,
      currentFunction,
      currentRecord,
      openParameters,
      loose,
    } = this;
    const outer = this.findings;
    this.limit = Number.POSITIVE_INFINITY;
    this.focus = undefined;
    this.home = undefined;
    this.undeclared = undefined;
    this.currentFunction = undefined;
    this.currentRecord = undefined;
    this.openParameters = undefined;
    this.loose = [];
    this.findings = findings;
    this.seek(token);
    const result = this.scope.atFileLevel(read);
    this.findings = outer;
    this.loose = loose;
    this.openParameters = openParameters;
    this.currentRecord = currentRecord;
    this.currentFunction = currentFunction;
    this.limit = limit;
    this.focus = focus;
    this.home = home;
    this.undeclared = undeclared;
    this.seek(pos);
    return result;
  }

  advance(): void {
    if (this.atEnd) return;
    this.pos++;
    this.tok = this.pos < this.limit ? (this.ids[this.pos] as number) : 0;
  }

  get kind(): number {
    return this.pos < this.limit ? (this.kinds[this.pos] as number) : T_EOF;
  }

  get atEnd(): boolean {
    return this.pos >= this.limit || this.kinds[this.pos] === T_EOF;
  }

  /** The spelling number `offset` tokens ahead (pragmas are not looked through). */
  peek(offset = 1): number {
    return this.ids[this.pos + offset] as number;
  }

  peekKind(offset = 1): number {
    return this.kinds[this.pos + offset] as number;
  }

  /** An identifier that is no keyword. */
  get atName(): boolean {
    return this.tok > K_LAST && this.kinds[this.pos] === T_IDENTIFIER;
  }

  accept(id: number): boolean {
    if (this.tok !== id) return false;
    this.advance();
    return true;
  }

  expect(id: number): boolean {
    if (this.tok === id) {
      this.advance();
      return true;
    }
    // gcc, too, points behind the last thing that it could read.
    const token = this.pos > 0 ? this.pos - 1 : this.pos;
    this.problem(`expected '${this.interner.text(id)}' before ${this.describe()}`, token);
    return false;
  }

  /** The place from which names are looked up: what stands behind it is not declared yet. */
  get viewpoint(): number {
    return this.home ?? this.pos;
  }

  /** Compilers tell of an undeclared name once in each function. */
  isFirstMention(nameId: number): boolean {
    if (this.undeclared?.has(nameId)) return false;
    this.undeclared?.add(nameId);
    return true;
  }

  describe(): string {
    return this.atEnd ? 'end of file' : `'${this.interner.text(this.tok)}'`;
  }

  problem(message: string, token = this.pos): void {
    const { problems } = this.findings;
    const last = problems[problems.length - 1];
    if (last && last.token === token) return;
    problems.push({ token, message });
  }

  /** What a compiler warns of, or refuses where its flags say so. */
  warning(message: string, token: number): void {
    if (this.options.strictDeclarations) this.problem(message, token);
    else this.findings.problems.push({ token, message, isWarning: true });
  }

  /** False when nesting is too deep; then the caller gives up. Pair with `unnest`. */
  nest(): boolean {
    if (this.nesting >= MAX_NESTING) {
      this.problem(`nested more than ${MAX_NESTING} deep`);
      return false;
    }
    this.nesting++;
    return true;
  }

  unnest(): void {
    this.nesting--;
  }

  loc(token = this.pos): number {
    return this.stream.locs[token] as number;
  }

  /** From an opening bracket to behind its partner; when it has none, to where the parse can go on. */
  skipBalanced(): void {
    const end = balancedEnd(this.stream, this.pos);
    if (end === undefined) this.problem(`'${this.interner.text(this.tok)}' is not closed`);
    this.seek(end ?? unbalancedEnd(this.stream, this.pos));
  }

  /** Skips to a `;` or a closing brace of this level, which stay, or to the next declaration at column 0. */
  skipToEnd(): void {
    while (
      !this.atEnd &&
      this.tok !== P_RBRACE &&
      this.tok !== P_SEMI &&
      !beginsAtMargin(this.stream, this.pos)
    ) {
      if (this.tok === P_LPAREN || this.tok === P_LBRACKET || this.tok === P_LBRACE)
        this.skipBalanced();
      else this.advance();
    }
  }

  /** The same for a statement or declaration: the `;` is read, and a body in braces ends it too. */
  skipToSemicolon(): void {
    while (!this.atEnd && this.tok !== P_RBRACE && !beginsAtMargin(this.stream, this.pos)) {
      if (this.accept(P_SEMI)) return;
      const isBody = this.tok === P_LBRACE;
      if (isBody || this.tok === P_LPAREN || this.tok === P_LBRACKET) this.skipBalanced();
      else this.advance();
      if (isBody) return;
    }
  }
}
