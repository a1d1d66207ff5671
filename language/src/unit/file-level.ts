import type { SourceFile } from '../source/source-map.ts';
import { HAS_ASSERTION, IS_TYPEDEF } from '../syntax/pending-tables.ts';
import type {
  ExternalDeclaration,
  FunctionDefinition,
  StaticAssertion,
  SyntaxProblem,
} from '../syntax/symbols.ts';
import type { RecordType } from '../types/types.ts';
import type { DeclarationReader } from './declaration-reader.ts';

/** What a unit declares at file level. Declarations of headers are parsed when they are asked for. */
export class FileLevel {
  readonly #reader: DeclarationReader;
  /** What in() found: every rule asks for it. */
  readonly #byFile = new Map<SourceFile, readonly ExternalDeclaration[]>();

  constructor(reader: DeclarationReader) {
    this.#reader = reader;
  }

  /** To be called when the unit changes. */
  forget(): void {
    this.#byFile.clear();
  }

  /** Every declaration, in the order of the source; all of them are parsed for it. */
  get all(): readonly ExternalDeclaration[] {
    return this.#with(this.#reader.pending?.all());
  }

  /** Those that begin or end in a file: the others wait on. */
  in(file: SourceFile): readonly ExternalDeclaration[] {
    const known = this.#byFile.get(file);
    if (known) return known;
    const { places } = this.#reader;
    const found = this.#where((first, last) => places.isIn(first, file) || places.isIn(last, file));
    if (this.#reader.isDone) this.#byFile.set(file, found);
    return found;
  }

  /** Those that begin in one of the files that pass a test. */
  of(test: (file: SourceFile) => boolean): readonly ExternalDeclaration[] {
    return this.#where((first) => {
      const file = this.#reader.places.file(first);
      return file !== undefined && test(file);
    });
  }

  /** The one that holds a token of the stream proper. */
  at(token: number): ExternalDeclaration | undefined {
    return this.#reader.pending?.holding(token) ?? holding(this.#reader.parsed, token);
  }

  /** Definitions of functions whose names pass a test, in the order of the source. */
  functions(test: (nameId: number) => boolean): readonly FunctionDefinition[] {
    return this.#with(this.#reader.pending?.functions(test))
      .flatMap(({ definition }) => definition ?? [])
      .filter(({ symbol }) => test(symbol.nameId));
  }

  /** Definitions of functions whose result's type has one of these spellings, and maybe others. */
  functionsReturning(ids: ReadonlySet<number>): readonly FunctionDefinition[] {
    const found = this.#with(this.#reader.pending?.returning(ids));
    return found.flatMap(({ definition }) => definition ?? []);
  }

  /** Declarations of typedefs that have one of these spellings among their tokens. */
  typedefsNaming(ids: ReadonlySet<number>): readonly ExternalDeclaration[] {
    return this.#with(this.#reader.pending?.naming(ids, IS_TYPEDEF));
  }

  /** Static assertions that have one of these spellings among their tokens. */
  assertionsNaming(ids: ReadonlySet<number>): readonly StaticAssertion[] {
    const found = this.#with(this.#reader.pending?.naming(ids, HAS_ASSERTION));
    return found.flatMap(({ assertion }) => assertion ?? []);
  }

  /** The definition of a function. */
  definition(nameId: number): FunctionDefinition | undefined {
    const { pending, parser } = this.#reader;
    const isWaiting = pending?.mayDefine(nameId) ?? false;
    // Most names that someone asks about are those of functions without a body, and need not be parsed.
    let symbol = isWaiting ? parser.scope.symbol(nameId) : parser.scope.knownSymbol(nameId);
    while (symbol?.kind === 'function' && !symbol.definition) symbol = symbol.previous;
    return symbol?.kind === 'function' ? symbol.definition : undefined;
  }

  /** Records in the order of their definitions, those in bodies left out; all are parsed for it. */
  get records(): readonly RecordType[] {
    this.#reader.pending?.all();
    return this.knownRecords.flat().sort((a, b) => a.endToken - b.endToken);
  }

  /** Those of the declarations that were parsed: of headers, and of the rest. */
  get knownRecords(): readonly (readonly RecordType[])[] {
    const { pending, parser } = this.#reader;
    return [pending?.findings.records ?? [], parser.findings.records];
  }

  /** Static assertions here and in records. */
  get assertions(): readonly StaticAssertion[] {
    const { pending, parser } = this.#reader;
    pending?.resolveAssertions();
    const headers = pending?.findings.assertions ?? [];
    return [...headers, ...parser.findings.assertions].sort((a, b) => a.token - b.token);
  }

  /** Problems outside of bodies that were met by now: declarations of headers that wait stay so. */
  get knownProblems(): readonly SyntaxProblem[] {
    const { pending, parser } = this.#reader;
    return [...(pending?.findings.problems ?? []), ...parser.findings.problems];
  }

  /** Problems in the bodies that were asked for. */
  get bodyProblems(): readonly SyntaxProblem[] {
    return this.#with(this.#reader.pending?.known()).flatMap(
      (d) => d.definition?.findings?.problems ?? [],
    );
  }

  #where(test: (first: number, last: number) => boolean): readonly ExternalDeclaration[] {
    const parsed = this.#reader.parsed.filter((d) => test(d.startToken, d.endToken - 1));
    return inOrder(this.#reader.pending?.where(test) ?? [], parsed);
  }

  /** Declarations of headers together with all others. */
  #with(headers: readonly ExternalDeclaration[] = []): readonly ExternalDeclaration[] {
    return inOrder(headers, this.#reader.parsed);
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
