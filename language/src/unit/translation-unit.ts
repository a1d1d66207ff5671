import { type Access, listAccesses, type MemberUse } from '../accesses/list-accesses.ts';
import { rawTokenAt } from '../accesses/written-place.ts';
import type { Interner } from '../lexer/interner.ts';
import type { TokenStream } from '../lexer/token-stream.ts';
import type { PreprocessorOptions } from '../preprocessor/options.ts';
import { Preprocessor } from '../preprocessor/preprocessor.ts';
import type { Place, SourceFile, SourceMap } from '../source/source-map.ts';
import type { CompoundStatement } from '../syntax/ast.ts';
import { type BodyPart, parseAround, parseBody } from '../syntax/external-declarations.ts';
import { Parser } from '../syntax/parser.ts';
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
import { DeclarationReader } from './declaration-reader.ts';
import { ExpandedBodies } from './expanded-bodies.ts';
import { FileLevel } from './file-level.ts';
import { type Found, findAt, usesOf } from './find.ts';
import { TokenPlaces } from './token-places.ts';
import { Workspace } from './workspace.ts';

/** What a unit is read with, besides what the preprocessor needs. */
export interface UnitOptions extends PreprocessorOptions {
  /** `-fms-extensions`. */
  readonly msExtensions?: boolean;
  /** `-Werror=implicit-function-declaration`: see ParserOptions. */
  readonly strictDeclarations?: boolean;
}

/** Something in the source that the engine could not read. */
export interface UnitProblem {
  readonly loc: number;
  readonly message: string;
  /** Compilers go on after it. */
  readonly isWarning?: true;
  /** The member that a record does not have. */
  readonly lacking?: { readonly record: RecordType; readonly nameId: number };
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
  /** What is declared at file level. */
  readonly fileLevel: FileLevel;
  private readonly reader: DeclarationReader;
  private readonly places: TokenPlaces;
  /** Bodies of headers' functions that were expanded behind the end of the stream. */
  readonly expanded = new ExpandedBodies();
  /** What find() worked out for the declarations it looked into. */
  readonly usesByDeclaration = new Map<ExternalDeclaration, ReadonlyMap<number, MemberUse>>();
  private state: 'new' | 'preprocessing' | 'parsing' | 'done' = 'new';
  /** How many declarations `prepare` has passed. */
  private prepared = 0;
  /** Grows with every update: what was worked out for an earlier one may not hold. */
  revision = 0;
  private mainVersion: { bytes: Uint8Array; base: number } | undefined;

  /** @param workspace of a unit that no one asks any more */
  constructor(
    sources: SourceMap,
    target: Target,
    options: UnitOptions,
    path: string,
    workspace = new Workspace(options.expectedTokens),
  ) {
    this.sources = sources;
    this.target = target;
    this.options = options;
    this.path = path;
    this.interner = sources.interner;
    this.preprocessor = new Preprocessor(
      sources,
      { deferBodies: true, ...options },
      workspace.tables,
    );
    const types = makeBuiltinTypes(target, {
      ...(options.unsignedChar !== undefined && { charSigned: !options.unsignedChar }),
      shortWchar: options.wcharBits === 16,
    });
    const parserOptions = {
      target,
      types,
      msExtensions: options.msExtensions ?? false,
      strictDeclarations: options.strictDeclarations ?? false,
    };
    this.parser = new Parser(
      this.preprocessor.tokens,
      this.preprocessor.pragmas,
      this.interner,
      parserOptions,
    );
    this.places = new TokenPlaces(sources, this.tokens, this.preprocessor.expansions);
    this.reader = new DeclarationReader(this.parser, this.tokens, this.places, workspace.pending);
    this.fileLevel = new FileLevel(this.reader);
  }

  get tokens(): TokenStream {
    return this.preprocessor.tokens;
  }

  /** Every declaration at file level, in the order of the source; all of them are parsed for it. */
  get declarations(): readonly ExternalDeclaration[] {
    return this.fileLevel.all;
  }

  /** The definition of a function at file level. */
  definition(nameId: number): FunctionDefinition | undefined {
    return this.fileLevel.definition(nameId);
  }

  /** Records in the order of their definitions, those in bodies left out; all are parsed for it. */
  get records(): readonly RecordType[] {
    return this.fileLevel.records;
  }

  /** Static assertions at file level and in records. */
  get assertions(): readonly StaticAssertion[] {
    return this.fileLevel.assertions;
  }

  get isDone(): boolean {
    return this.state === 'done';
  }

  /** What could not be read: preprocessor, file level, then the bodies that were asked for. */
  get problems(): UnitProblem[] {
    const bodies = this.fileLevel.bodyProblems;
    return [...this.knownProblems, ...this.located(bodies)];
  }

  /** Those outside of bodies that were met by now: declarations of headers that wait stay so. */
  get knownProblems(): UnitProblem[] {
    return [...this.preprocessor.problems, ...this.located(this.fileLevel.knownProblems)];
  }

  private located(problems: readonly SyntaxProblem[]): UnitProblem[] {
    return problems.map(({ token, ...problem }) => ({
      loc: this.tokens.locs[token] as number,
      ...problem,
    }));
  }

  /** Does about `budgetTokens` tokens' worth of work; true when the unit is complete. */
  advance(budgetTokens: number): boolean {
    if (this.state === 'new') this.start();
    if (this.state === 'preprocessing') {
      if (!this.preprocessor.advance(budgetTokens)) return false;
      this.reader.begin();
      this.state = 'parsing';
      return false;
    }
    const { mainFile } = this.preprocessor;
    const isParsing = this.state === 'parsing';
    if (isParsing && this.reader.read(budgetTokens / TOKENS_PER_DECLARATION, mainFile))
      this.state = 'done';
    return this.isDone;
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

  build(): this {
    while (!this.advance(Number.MAX_SAFE_INTEGER));
    return this;
  }

  /**
   * To be called after the main file's content was replaced in the source map, however far the unit is.
   * Keeps everything up to the first changed declaration; then `advance` or `build` again. Headers must be
   * unchanged.
   */
  update(): TranslationUnit {
    const main = this.sources.load(this.path);
    const before = this.mainVersion;
    if (!main || !before || main.base !== before.base) return this.renewed();
    const same = commonPrefix(before.bytes, main.bytes);
    const { checkpoints } = this.preprocessor;
    const checkpoint = checkpoints.before(same);
    if (checkpoint < 0) return this.renewed();
    const token = checkpoints.outputAt(checkpoint);
    if (!this.preprocessor.resume(checkpoint)) return this.renewed();
    if (!this.reader.takeBack(token)) return this.renewed();
    this.revision++;
    this.fileLevel.forget();
    this.expanded.forget();
    this.prepared = 0;
    this.usesByDeclaration.clear();
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
    const { parsed } = this.reader;
    for (; this.prepared < parsed.length && budget > 0; this.prepared++) {
      const declaration = parsed[this.prepared] as ExternalDeclaration;
      const { definition } = declaration;
      if (!definition || !main || !this.isWrittenIn(declaration.startToken, main)) continue;
      budget -= definition.endToken - definition.bodyToken;
      usesOf(this, declaration);
    }
    return this.prepared >= parsed.length;
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
    return this.places.spelled(token);
  }

  /**
   * Where a compiler says that a token is: the name of the outermost macro that it came through, or
   * its own place.
   */
  expansionPlace(token: number): Place | undefined {
    return this.places.expanded(token);
  }

  /** True when a token's text, macros looked through, stands in the file. */
  isWrittenIn(token: number, file: SourceFile): boolean {
    return this.places.isIn(token, file);
  }

  /** The spelling number of the raw token at a byte of a file. */
  rawIdAt(file: SourceFile, offset: number): number | undefined {
    const at = rawTokenAt(file.tokens, offset);
    return at === undefined ? undefined : file.tokens.ids[at];
  }
}

function commonPrefix(a: Uint8Array, b: Uint8Array): number {
  const end = Math.min(a.length, b.length);
  let i = 0;
  while (i < end && a[i] === b[i]) i++;
  return i;
}
