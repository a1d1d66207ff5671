import { maskOf } from '../lexer/spelling-mask.ts';
import { K_LAST, keywordId, P_LPAREN } from '../lexer/spellings.ts';
import type { TokenStream } from '../lexer/token-stream.ts';
import type { IntList } from '../preprocessor/int-list.ts';
import { DeclarationScanner } from './declaration-scanner.ts';
import { parseExternalDeclaration } from './external-declarations.ts';
import type { NameChains } from './name-chains.ts';
import type { Parser } from './parser.ts';
import { HAS_ASSERTION, HAS_BODY, IS_TYPEDEF, type PendingTables } from './pending-tables.ts';
import type { ExternalDeclaration, Findings } from './symbols.ts';

const K_TYPEDEF = keywordId('typedef');

const PENDING = 0;
const PARSING = 1;
const PARSED = 2;

/** So many declarations may wait for each other; then all before them are read, in their order. */
const MAX_WAITING = 40;

/**
 * The declarations of headers that no one has asked about yet: where each begins and ends, and which
 * names it declares. One is parsed when one of its names is looked up, when its record is completed,
 * or when it is asked for itself; a unit uses few of the thousands that it includes. Those that
 * declare the same name are parsed in their order, so that later ones go on from earlier ones as in C.
 */
export class PendingDeclarations {
  /** What the parsed ones hold besides declarations, in the order in which they were asked for. */
  readonly findings: Findings = { problems: [], assertions: [], records: [] };
  readonly #parser: Parser;
  readonly #stream: TokenStream;
  readonly #scanner: DeclarationScanner;
  readonly #starts: IntList;
  readonly #ends: IntList;
  readonly #byTrait: ReadonlyMap<number, IntList>;
  readonly #states: IntList;
  readonly #hasBody: IntList;
  readonly #parsed: (ExternalDeclaration | undefined)[] = [];
  readonly #names: NameChains;
  readonly #tags: NameChains;
  /** By spelling number: the declaration from which on the tag is visible, plus 1. */
  readonly #mentioners: Int32Array;
  #waiting = 0;
  /** How many from the first on are known to be parsed. */
  #allBefore = 0;

  /** @param tables to fill, whatever is in them */
  constructor(parser: Parser, stream: TokenStream, tables: PendingTables) {
    this.#parser = parser;
    this.#stream = stream;
    this.#scanner = new DeclarationScanner(stream);
    tables.reset(parser.interner.size);
    this.#starts = tables.starts;
    this.#ends = tables.ends;
    this.#byTrait = tables.byTrait;
    this.#states = tables.states;
    this.#hasBody = tables.hasBody;
    this.#names = tables.names;
    this.#tags = tables.tags;
    this.#mentioners = tables.mentioners;
  }

  get length(): number {
    return this.#starts.length;
  }

  /** Notes the declaration at a token; the token behind it, or -1 when the parser must read it now. */
  add(start: number): number {
    const scanner = this.#scanner;
    const end = scanner.scan(start);
    if (end < 0) return -1;
    const index = this.#starts.push(start);
    this.#ends.push(end);
    this.#states.push(PENDING);
    this.#hasBody.push(scanner.hasBody ? 1 : 0);
    if (scanner.hasBody) this.#byTrait.get(HAS_BODY)?.push(index);
    if (scanner.hasAssertion) this.#byTrait.get(HAS_ASSERTION)?.push(index);
    if (this.#stream.ids[start] === K_TYPEDEF) this.#byTrait.get(IS_TYPEDEF)?.push(index);
    this.#parsed.push(undefined);
    for (const id of scanner.names) this.#names.add(id, index);
    for (const id of scanner.tags) this.#tags.add(id, index);
    for (const id of scanner.mentions) {
      if (this.#mentioners[id] === 0) this.#mentioners[id] = index + 1;
    }
    return end;
  }

  /** Whether a name is declared by a declaration that was not looked at yet. */
  hasName(id: number): boolean {
    return this.#names.has(id);
  }

  /** Whether a declaration of a name that was not looked at yet is a function's definition. */
  mayDefine(id: number): boolean {
    return this.#names.has(id) && this.#names.some(id, (index) => this.#hasBody.at(index) === 1);
  }

  /** Parses what declares an ordinary name. */
  resolveName(id: number): void {
    this.#resolve(this.#names, id, this.length);
  }

  /** Parses what defines a tag. */
  resolveTag(id: number): void {
    this.#resolve(this.#tags, id, this.length);
  }

  /** Whether a tag is visible at file level at a token, be it parsed or not. */
  knowsTag(id: number, token: number): boolean {
    const mentioner = this.#mentioners[id];
    return mentioner ? this.#starts.at(mentioner - 1) <= token : false;
  }

  /** Makes a tag known that is only mentioned, never defined. */
  resolveMention(id: number): void {
    const mentioner = this.#mentioners[id];
    if (mentioner) this.#parse(mentioner - 1);
  }

  /** The declaration that holds a token. */
  holding(token: number): ExternalDeclaration | undefined {
    const index = this.#indexOf(token);
    return index >= 0 && token < this.#ends.at(index) ? this.#get(index) : undefined;
  }

  /** Those that were parsed by now, in the order of the source. */
  known(): ExternalDeclaration[] {
    return this.#parsed.flatMap((declaration) => declaration ?? []);
  }

  /** All of them, in the order of the source. */
  all(): ExternalDeclaration[] {
    return this.where(() => true);
  }

  /** Those between whose first and last tokens (both given to it) a test holds, in their order. */
  where(test: (first: number, last: number) => boolean): ExternalDeclaration[] {
    return this.#collect(undefined, (i) => test(this.#starts.at(i), this.#ends.at(i) - 1));
  }

  /** Those with a trait that have one of these spellings among their tokens. */
  naming(ids: ReadonlySet<number>, trait: number): ExternalDeclaration[] {
    const wanted = maskOf(this.#parser.interner, ids);
    return this.#collect(trait, (i) => this.#hasOne(this.#starts.at(i), this.#ends.at(i), wanted));
  }

  /** Those that define a function before whose name one of these spellings stands. */
  returning(ids: ReadonlySet<number>): ExternalDeclaration[] {
    const wanted = maskOf(this.#parser.interner, ids);
    return this.#collect(HAS_BODY, (i) => {
      const start = this.#starts.at(i);
      return this.#hasOne(start, this.#nameOf(start), wanted);
    });
  }

  /** The token that names the function which is defined from a token on. */
  #nameOf(start: number): number {
    const { ids } = this.#stream;
    let at = start + 1;
    while (ids[at] !== P_LPAREN || (ids[at - 1] as number) <= K_LAST) at++;
    return at - 1;
  }

  /** Those that define a function whose name passes a test. */
  functions(test: (nameId: number) => boolean): ExternalDeclaration[] {
    return this.#collect(HAS_BODY, (i) => {
      this.#scanner.scan(this.#starts.at(i));
      return this.#scanner.names.some(test);
    });
  }

  /** Parses those that hold static assertions. */
  resolveAssertions(): void {
    this.#collect(HAS_ASSERTION, () => true);
  }

  #hasOne(start: number, end: number, wanted: Uint8Array): boolean {
    const { ids } = this.#stream;
    for (let at = start; at < end; at++) {
      if (wanted[ids[at] as number] === 1) return true;
    }
    return false;
  }

  /** Those, of the ones with a trait or of all, for which a test holds. */
  #collect(trait: number | undefined, test: (index: number) => boolean): ExternalDeclaration[] {
    const found: ExternalDeclaration[] = [];
    const list = trait === undefined ? undefined : this.#byTrait.get(trait);
    const count = list?.length ?? this.length;
    for (let at = 0; at < count; at++) {
      const index = list?.at(at) ?? at;
      const declaration = test(index) ? this.#get(index) : undefined;
      if (declaration) found.push(declaration);
    }
    return found;
  }

  #get(index: number): ExternalDeclaration | undefined {
    this.#parse(index);
    return this.#parsed[index];
  }

  /** The last one that begins at or before a token; -1 for none. */
  #indexOf(token: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#starts.at(middle) <= token) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** Parses the declarations in a name's chain that stand before a given one. */
  #resolve(chains: NameChains, id: number, before: number): void {
    for (let index = chains.front(id); index >= 0 && index < before; index = chains.front(id)) {
      if (this.#states.at(index) === PARSING) return;
      chains.dropFront(id);
      this.#parse(index);
    }
  }

  #parse(index: number): void {
    if (this.#states.at(index) !== PENDING) return;
    if (this.#waiting === MAX_WAITING) this.#parseAllBefore(index);
    if (this.#waiting > 2 * MAX_WAITING) return;
    this.#states.set(index, PARSING);
    this.#waiting++;
    this.#parsed[index] = this.#parser.atFileLevel(this.#starts.at(index), this.findings, () => {
      this.#resolveEarlier(index);
      return parseExternalDeclaration(this.#parser);
    });
    this.#waiting--;
    this.#states.set(index, PARSED);
  }

  /** An earlier declaration of the same names comes first, whoever asked for this one. */
  #resolveEarlier(index: number): void {
    this.#scanner.scan(this.#starts.at(index));
    const isEarlier = (chains: NameChains) => (id: number) => {
      const front = chains.front(id);
      return front >= 0 && front < index;
    };
    const names = this.#scanner.names.filter(isEarlier(this.#names));
    const tags = this.#scanner.tags.filter(isEarlier(this.#tags));
    for (const id of names) this.#resolve(this.#names, id, index);
    for (const id of tags) this.#resolve(this.#tags, id, index);
  }

  /** In the order of the source nothing waits for much: what comes before is there. */
  #parseAllBefore(index: number): void {
    while (this.#allBefore < index) this.#parse(this.#allBefore++);
  }
}
