import { type Access, listAccesses, type MemberUse } from '../accesses/list-accesses.ts';
import { rawTokenAt } from '../accesses/written-place.ts';
import type { Interner } from '../lexer/interner.ts';
import type { TokenStream } from '../lexer/token-stream.ts';
import type { PreprocessorOptions } from '../preprocessor/options.ts';
import { Preprocessor } from '../preprocessor/preprocessor.ts';
import type { Place, SourceFile, SourceMap } from '../source/source-map.ts';
import type { CompoundStatement } from '../syntax/ast.ts';
import {
  type BodyPart,
  parseAround,
  parseBody,
  parseExternalDeclaration,
} from '../syntax/external-declarations.ts';
import { Parser } from '../syntax/parser.ts';
import { HAS_ASSERTION, IS_TYPEDEF, PendingDeclarations } from '../syntax/pending-declarations.ts';
import type {
  ExternalDeclaration,
  FunctionDefinition,
  StaticAssertion,
  Sym,
  SyntaxProblem,
  Tag,
} from '../syntax/symbols.ts';
import type { Target } from '../targets/target.ts';
import { makeBuiltinTypes } from '../types/make-builtin-types.ts';
import { type FlatMember, flattenMembers } from '../types/members.ts';
import { typeName } from '../types/type-name.ts';
import type { CType, RecordLayout, RecordType } from '../types/types.ts';
import { DeclarationMarks } from './declaration-marks.ts';
import { ExpandedBodies } from './expanded-bodies.ts';
import { type Found, findAt, usesOf } from './find.ts';

/** What a unit is read with, besides what the preprocessor needs. */
export interface UnitOptions extends PreprocessorOptions {
  /** `-fms-extensions`. */
  readonly msExtensions?: boolean;
}

/** Something in the source that the engine could not read. */
export interface UnitProblem {
  readonly loc: number;
  readonly message: string;
}

/** How many external declarations one step of `advance` parses between looks at the budget. */
const TOKENS_PER_DECLARATION = 8;

/**
 * One `.c` file (or a header read alone) with everything it includes: preprocessed, its declarations
 * parsed. Bodies of functions are parsed when asked for. Build it in slices with `advance`, so that
 * the thread can answer others in between.
 */
export class TranslationUnit {
  readonly sources: SourceMap;
  readonly target: Target;
  readonly options: UnitOptions;
  readonly path: string;
  readonly interner: Interner;
  readonly preprocessor: Preprocessor;
  readonly parser: Parser;
  /** The declarations that were parsed in the order of the source. */
  private readonly parsed: ExternalDeclaration[] = [];
  /** Declarations of headers, which wait to be asked for. */
  private pending: PendingDeclarations | undefined;
  private readonly marks = new DeclarationMarks();
  /** Bodies of headers' functions that were expanded behind the end of the stream. */
  readonly expanded = new ExpandedBodies();
  /** What find() worked out for the declarations it looked into. */
  readonly usesByDeclaration = new Map<ExternalDeclaration, ReadonlyMap<number, MemberUse>>();
  private state: 'new' | 'preprocessing' | 'parsing' | 'done' = 'new';
  /** What declarationsIn() found: every rule asks for it. */
  private readonly byFile = new Map<SourceFile, readonly ExternalDeclaration[]>();
  /** How many declarations `prepare` has passed. */
  private prepared = 0;
  /** Until the first declaration of the main file. */
  private isInHeaders = true;
  /** Grows with every update: what was worked out for an earlier one may not hold. */
  revision = 0;
  private mainVersion: { bytes: Uint8Array; base: number } | undefined;

  constructor(sources: SourceMap, target: Target, options: UnitOptions, path: string) {
    this.sources = sources;
    this.target = target;
    this.options = options;
    this.path = path;
    this.interner = sources.interner;
    this.preprocessor = new Preprocessor(sources, { deferBodies: true, ...options });
    const types = makeBuiltinTypes(target, {
      ...(options.unsignedChar !== undefined && { charSigned: !options.unsignedChar }),
      shortWchar: options.wcharBits === 16,
    });
    const parserOptions = { target, types, msExtensions: options.msExtensions ?? false };
    this.parser = new Parser(
      this.preprocessor.tokens,
      this.preprocessor.pragmas,
      this.interner,
      parserOptions,
    );
  }

  get tokens(): TokenStream {
    return this.preprocessor.tokens;
  }

  /** Every declaration at file level, in the order of the source; all of them are parsed for it. */
  get declarations(): readonly ExternalDeclaration[] {
    return inOrder(this.pending?.all() ?? [], this.parsed);
  }

  /** Those that begin or end in a file: the others wait on. */
  declarationsIn(file: SourceFile): readonly ExternalDeclaration[] {
    const known = this.byFile.get(file);
    if (known) return known;
    const found = this.findDeclarationsIn(file);
    if (this.isDone) this.byFile.set(file, found);
    return found;
  }

  private findDeclarationsIn(file: SourceFile): readonly ExternalDeclaration[] {
    const stands = (first: number, last: number) =>
      this.isWrittenIn(first, file) || this.isWrittenIn(last, file);
    const parsed = this.parsed.filter((d) => stands(d.startToken, d.endToken - 1));
    return inOrder(this.pending?.where(stands) ?? [], parsed);
  }

  /** Those that begin in one of the files that pass a test. */
  declarationsOf(test: (file: SourceFile) => boolean): readonly ExternalDeclaration[] {
    const { locs, expansions } = this.tokens;
    const table = this.preprocessor.expansions;
    const stands = (first: number) => {
      const loc = table.fileLocation(locs[first] as number, expansions[first] as number);
      const file = this.sources.fileAt(loc);
      return file !== undefined && test(file);
    };
    const parsed = this.parsed.filter((d) => stands(d.startToken));
    return inOrder(this.pending?.where(stands) ?? [], parsed);
  }

  /** Definitions of functions whose names pass a test, in the order of the source. */
  functions(test: (nameId: number) => boolean): readonly FunctionDefinition[] {
    return inOrder(this.pending?.functions(test) ?? [], this.parsed)
      .flatMap(({ definition }) => definition ?? [])
      .filter(({ symbol }) => test(symbol.nameId));
  }

  /** Definitions of functions whose result's type has one of these spellings, and maybe others. */
  functionsReturning(ids: ReadonlySet<number>): readonly FunctionDefinition[] {
    const headers = this.pending?.returning(ids) ?? [];
    return inOrder(headers, this.parsed).flatMap(({ definition }) => definition ?? []);
  }

  /** Declarations of typedefs that have one of these spellings among their tokens. */
  typedefsNaming(ids: ReadonlySet<number>): readonly ExternalDeclaration[] {
    return inOrder(this.pending?.naming(ids, IS_TYPEDEF) ?? [], this.parsed);
  }

  /** Static assertions at file level that have one of these spellings among their tokens. */
  assertionsNaming(ids: ReadonlySet<number>): readonly StaticAssertion[] {
    const headers = this.pending?.naming(ids, HAS_ASSERTION) ?? [];
    return inOrder(headers, this.parsed).flatMap(({ assertion }) => assertion ?? []);
  }

  /** The external declaration that holds a token of the stream proper. */
  declarationAt(token: number): ExternalDeclaration | undefined {
    return this.pending?.holding(token) ?? holding(this.parsed, token);
  }

  /** The definition of a function at file level. */
  definition(nameId: number): FunctionDefinition | undefined {
    const { scope } = this.parser;
    const isWaiting = this.pending?.mayDefine(nameId) ?? false;
    // Most names that somebody asks about are those of functions without a body, and need not be parsed.
    let symbol = isWaiting ? scope.symbol(nameId) : scope.knownSymbol(nameId);
    while (symbol?.kind === 'function' && !symbol.definition) symbol = symbol.previous;
    return symbol?.kind === 'function' ? symbol.definition : undefined;
  }

  /** Records in the order of their definitions, those in bodies left out; all are parsed for it. */
  get records(): readonly RecordType[] {
    this.pending?.all();
    return this.knownRecords.flat().sort((a, b) => a.endToken - b.endToken);
  }

  /** Those of the declarations that were parsed: of headers, and of the rest. */
  get knownRecords(): readonly (readonly RecordType[])[] {
    return [this.pending?.findings.records ?? [], this.parser.findings.records];
  }

  /** Static assertions at file level and in records. */
  get assertions(): readonly StaticAssertion[] {
    this.pending?.resolveAssertions();
    const headers = this.pending?.findings.assertions ?? [];
    return [...headers, ...this.parser.findings.assertions].sort((a, b) => a.token - b.token);
  }

  get isDone(): boolean {
    return this.state === 'done';
  }

  /** What could not be read: preprocessor, file level, then the bodies that were asked for. */
  get problems(): UnitProblem[] {
    const headers = this.pending?.all() ?? [];
    const bodies = [...headers, ...this.parsed].flatMap(
      (d) => d.definition?.findings?.problems ?? [],
    );
    return [...this.knownProblems, ...this.located(bodies)];
  }

  /** Those outside of bodies that were met by now: declarations of headers that wait stay so. */
  get knownProblems(): UnitProblem[] {
    const headers = this.pending?.findings.problems ?? [];
    const syntax = this.located([...headers, ...this.parser.findings.problems]);
    return [...this.preprocessor.problems, ...syntax];
  }

  private located(problems: readonly SyntaxProblem[]): UnitProblem[] {
    return problems.map(({ token, message }) => ({
      loc: this.tokens.locs[token] as number,
      message,
    }));
  }

  /** Does about `budgetTokens` tokens' worth of work; true when the unit is complete. */
  advance(budgetTokens: number): boolean {
    if (this.state === 'new') this.start();
    if (this.state === 'preprocessing') {
      if (!this.preprocessor.advance(budgetTokens)) return false;
      this.beginParsing();
      return false;
    }
    if (this.state === 'parsing' && this.parseSome(budgetTokens)) this.state = 'done';
    return this.state === 'done';
  }

  private start(): void {
    this.preprocessor.start(this.path);
    this.rememberMain();
    this.state = 'preprocessing';
  }

  private rememberMain(): void {
    const main = this.sources.load(this.path);
    this.mainVersion = main && { bytes: main.bytes, base: main.base };
  }

  private beginParsing(): void {
    const { parser } = this;
    parser.begin(parser.pos);
    this.state = 'parsing';
    if (this.pending) return;
    this.pending = new PendingDeclarations(parser, this.tokens);
    parser.pending = this.pending;
    parser.scope.pending = this.pending;
  }

  private parseSome(budgetTokens: number): boolean {
    const { parser } = this;
    const end = parser.pos + Math.max(1, budgetTokens / TOKENS_PER_DECLARATION);
    while (!parser.atEnd && parser.pos < end) {
      if (this.isInHeaders && this.passHeaders(end)) continue;
      if (!this.isInHeaders) this.marks.push(parser, this.parsed.length);
      const start = parser.pos;
      const declaration = parseExternalDeclaration(parser);
      if (declaration) this.parsed.push(declaration);
      if (parser.pos === start) parser.advance();
    }
    return parser.atEnd;
  }

  /** Notes declarations of headers without parsing them; false when the parser is to read one now. */
  private passHeaders(end: number): boolean {
    const { parser, pending } = this;
    const start = parser.pos;
    const main = this.preprocessor.mainFile;
    let at = start;
    while (at < end && pending && main) {
      this.isInHeaders = !this.isWrittenIn(at, main);
      const next = this.isInHeaders ? pending.add(at) : -1;
      if (next < 0) break;
      at = next;
    }
    parser.seek(at);
    return at > start;
  }

  build(): this {
    while (!this.advance(Number.MAX_SAFE_INTEGER));
    return this;
  }

  /**
   * To be called after the main file's content was replaced in the source map. Keeps everything up to
   * the first changed declaration; then `advance` or `build` again. Headers must be unchanged.
   */
  update(): TranslationUnit {
    const main = this.sources.load(this.path);
    const before = this.mainVersion;
    if (this.state !== 'done' || !main || !before || main.base !== before.base)
      return this.renewed();
    const same = commonPrefix(before.bytes, main.bytes);
    const { checkpoints } = this.preprocessor;
    const checkpoint = checkpoints.before(same);
    if (checkpoint < 0) return this.renewed();
    const token = checkpoints.outputAt(checkpoint);
    if (!this.preprocessor.resume(checkpoint)) return this.renewed();
    const kept = this.marks.rollback(this.parser, token);
    if (kept === undefined) return this.renewed();
    this.parsed.length = kept.declarations;
    this.revision++;
    this.byFile.clear();
    this.expanded.forget();
    this.prepared = 0;
    this.usesByDeclaration.clear();
    this.parser.pos = kept.token;
    this.rememberMain();
    this.state = 'preprocessing';
    return this;
  }

  private renewed(): TranslationUnit {
    return new TranslationUnit(this.sources, this.target, this.options, this.path);
  }

  /** A struct, union or enum tag that is visible at the end of the unit. */
  tag(name: string): Tag | undefined {
    return this.parser.scope.tag(this.interner.intern(name));
  }

  /** An ordinary name that is visible at the end of the unit. */
  symbol(name: string): Sym | undefined {
    return this.parser.scope.symbol(this.interner.intern(name));
  }

  /**
   * Parses bodies of the main file's functions ahead of being asked, about `budgetTokens` tokens of
   * them; true when there are none left. A hover then finds its function ready.
   */
  prepare(budgetTokens: number): boolean {
    const main = this.preprocessor.mainFile;
    let budget = budgetTokens;
    for (; this.prepared < this.parsed.length && budget > 0; this.prepared++) {
      const declaration = this.parsed[this.prepared] as ExternalDeclaration;
      const { definition } = declaration;
      if (!definition || !main || !this.isWrittenIn(declaration.startToken, main)) continue;
      budget -= definition.endToken - definition.bodyToken;
      usesOf(this, declaration);
    }
    return this.prepared >= this.parsed.length;
  }

  /** The body of a function, parsed when first asked for. */
  body(definition: FunctionDefinition): CompoundStatement {
    if (definition.body === undefined) this.expanded.expand(this.preprocessor, definition);
    return parseBody(this.parser, definition);
  }

  /** As much of a function's body as tells what one of its tokens is; see parseAround. */
  bodyAround(definition: FunctionDefinition, token: number): BodyPart {
    const { body, findings } = definition;
    if (body) return { body, records: findings?.records ?? [] };
    return parseAround(this.parser, definition, token);
  }

  layout(record: RecordType): RecordLayout | undefined {
    return this.parser.layouts.layout(record);
  }

  sizeBytes(type: CType): number | undefined {
    return this.parser.layouts.sizeBytes(type);
  }

  flatten(record: RecordType): FlatMember[] {
    return flattenMembers(this.parser.layouts, record);
  }

  typeName(type: CType): string {
    return typeName(type);
  }

  /** See listAccesses(). */
  accesses(file: SourceFile, names?: ReadonlySet<number>): Access[] {
    return listAccesses(this, file, names);
  }

  find(file: SourceFile, offsetBytes: number): Found | undefined {
    return findAt(this, file, offsetBytes);
  }

  /** Where a token of the stream was spelled. */
  place(token: number): Place | undefined {
    return this.sources.place(this.tokens.locs[token] as number);
  }

  /**
   * Where a compiler says that a token is: the name of the outermost macro that it came through, or
   * its own place.
   */
  expansionPlace(token: number): Place | undefined {
    const { locs, expansions } = this.tokens;
    const table = this.preprocessor.expansions;
    let loc = locs[token] as number;
    for (let at = expansions[token] as number; at !== 0; at = table.parents[at] as number)
      loc = table.locs[at] as number;
    return this.sources.place(loc);
  }

  /** True when a token's text, macros looked through, stands in the file. */
  isWrittenIn(token: number, file: SourceFile): boolean {
    const { locs, expansions } = this.tokens;
    const loc = this.preprocessor.expansions.fileLocation(
      locs[token] as number,
      expansions[token] as number,
    );
    return loc >= file.base && loc < file.base + file.bytes.length;
  }

  /** The spelling number of the raw token at a byte of a file. */
  rawIdAt(file: SourceFile, offset: number): number | undefined {
    const at = rawTokenAt(file.tokens, offset);
    return at === undefined ? undefined : file.tokens.ids[at];
  }
}

/** Two lists of declarations, each in the order of the source, as one. */
function inOrder(
  a: readonly ExternalDeclaration[],
  b: readonly ExternalDeclaration[],
): readonly ExternalDeclaration[] {
  if (a.length === 0) return b;
  return [...a, ...b].sort((x, y) => x.startToken - y.startToken);
}

function holding(
  list: readonly ExternalDeclaration[],
  token: number,
): ExternalDeclaration | undefined {
  let low = 0;
  let high = list.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((list[middle] as ExternalDeclaration).startToken <= token) low = middle;
    else high = middle - 1;
  }
  const found = list[low];
  return found && found.startToken <= token && token < found.endToken ? found : undefined;
}

function commonPrefix(a: Uint8Array, b: Uint8Array): number {
  const end = Math.min(a.length, b.length);
  let i = 0;
  while (i < end && a[i] === b[i]) i++;
  return i;
}
