/** Reads the Kconfig files of a tree, the first one and what it sources: a menu tree and symbols. */
import { and, isNo, or } from './expressions.ts';
import { Lexer } from './lexer.ts';
import { Macros } from './macros.ts';
import {
  Entry,
  type EntryKind,
  type KconfigProblem,
  type KconfigSymbol,
  type Place,
  type Property,
  type SymbolType,
} from './model.ts';
import { ExpressionReader } from './read-expression.ts';
import { SymbolTable } from './symbol-table.ts';

/** Where Kconfig files come from. */
export interface KconfigHost {
  /** A file by the name that `source` gives it, relative to the tree. */
  readText(file: string): string | undefined;
  environment(name: string): string | undefined;
  shell(command: string, place: Place): string;
}

/** Everything that the Kconfig files say. */
export interface KconfigTree {
  readonly root: Entry;
  readonly symbols: SymbolTable;
  /** Each file that was read, in order; the same name twice when it is sourced twice. */
  readonly files: readonly string[];
  readonly problems: readonly KconfigProblem[];
}

/** More files on top of each other is a loop that names do not show. */
const MAX_SOURCE_DEPTH = 100;

type Handler = (reader: KconfigReader) => void;

/** @param file the first file, relative to the tree: `Kconfig` */
export function readKconfig(file: string, host: KconfigHost): KconfigTree {
  return new KconfigReader(host).read(file);
}

class KconfigReader {
  readonly symbols = new SymbolTable();
  readonly problems: KconfigProblem[] = [];
  readonly files: string[] = [];
  readonly #host: KconfigHost;
  readonly #macros: Macros;
  readonly #expressions: ExpressionReader;
  readonly #stack: { lexer: Lexer; line: number }[] = [];
  /** The entry whose children are read, and the one whose options are. */
  #parent: Entry;
  #entry: Entry;
  readonly #root: Entry;
  #lexer: Lexer;
  /** The first line of the statement that is being read. */
  #line = 1;

  constructor(host: KconfigHost) {
    this.#host = host;
    const reader = this;
    this.#macros = new Macros({
      environment: (name) => host.environment(name),
      shell: (command) => host.shell(command, this.#here()),
      report: (text) => this.#problem(text),
      get file() {
        return reader.#lexer.file;
      },
      get line() {
        return reader.#lexer.line;
      },
    });
    this.#root = new Entry('root', { file: '', line: 1 });
    this.#parent = this.#root;
    this.#entry = this.#root;
    this.#lexer = this.#lexerOf('', '');
    this.#expressions = new ExpressionReader(this.symbols, (text) => this.#problem(text));
  }

  read(file: string): KconfigTree {
    const text = this.#host.readText(file);
    if (text === undefined) this.problems.push({ file, line: 1, text: 'cannot be read' });
    else this.#readFile(file, text);
    while (this.#parent !== this.#root) {
      const { kind, place } = this.#parent;
      this.problems.push({ ...place, text: `"${kind}" without its end` });
      this.#leave();
    }
    return {
      root: this.#root,
      symbols: this.symbols,
      files: this.files,
      problems: this.problems,
    };
  }

  #lexerOf(file: string, text: string): Lexer {
    const warn = (message: string, line: number) =>
      void this.problems.push({ file, line, text: message });
    return new Lexer(file, text, { macros: this.#macros, warn });
  }

  #readFile(file: string, text: string): void {
    const outer = this.#lexer;
    const line = this.#line;
    this.#stack.push({ lexer: outer, line });
    this.#lexer = this.#lexerOf(file, text);
    this.files.push(file);
    this.#readStatements();
    this.#stack.pop();
    this.#lexer = outer;
    this.#line = line;
  }

  #readStatements(): void {
    const lexer = this.#lexer;
    for (;;) {
      while (!lexer.next()) if (lexer.kind === 'end') return;
      this.#line = lexer.line;
      this.#statement();
      this.#finishLine();
    }
  }

  #statement(): void {
    const lexer = this.#lexer;
    const { value, isExpanded } = lexer;
    if (lexer.kind !== 'word') {
      this.#problem('invalid statement');
      lexer.skipRest();
      return;
    }
    const handler = isExpanded ? undefined : statements.get(value);
    if (handler) handler(this);
    else this.#assignment(value);
  }

  /** `NAME = text`, which takes the rest of the line as it is. */
  #assignment(name: string): void {
    const lexer = this.#lexer;
    lexer.next();
    const operator = lexer.value;
    if (lexer.kind === 'operator' && isAssignment(operator)) {
      this.#macros.assign(name, operator, lexer.restOfLine());
      lexer.next();
    } else {
      this.#problem(`unknown statement "${name}"`);
      lexer.skipRest();
    }
  }

  /** What is left on the line belongs to nothing. */
  #finishLine(): void {
    const lexer = this.#lexer;
    if (lexer.kind === 'eol' || lexer.kind === 'end') return;
    this.#problem(`syntax error: unexpected "${lexer.value}"`);
    lexer.skipRest();
  }

  #here(): Place {
    return { file: this.#lexer.file, line: this.#line };
  }

  #problem(text: string): void {
    this.problems.push({ ...this.#here(), text });
  }

  // Statements

  open(kind: EntryKind, symbol?: KconfigSymbol): Entry {
    const entry = new Entry(kind, this.#here(), this.#parent, symbol);
    this.#parent.children.push(entry);
    symbol?.entries.push(entry);
    this.#entry = entry;
    return entry;
  }

  enter(): void {
    this.#parent = this.#entry;
    // Options of the next line are not those of this entry.
  }

  config(): void {
    const name = this.#name();
    if (name === undefined) return;
    const symbol = this.symbols.named(name);
    this.open('config', symbol);
    const choice = this.#choiceAround();
    if (choice && !choice.members.includes(symbol)) {
      choice.members.push(symbol);
      choice.priority.push(symbol);
      symbol.choice = choice;
    }
    this.#lexer.next();
  }

  #choiceAround(): KconfigSymbol | undefined {
    let entry: Entry | undefined = this.#parent;
    while (entry && entry.symbol === undefined) entry = entry.parent;
    return entry?.symbol?.isChoice ? entry.symbol : undefined;
  }

  choice(): void {
    const symbol = this.symbols.addChoice();
    this.open('choice', symbol);
    this.enter();
    // Before 6.7 a choice could have a name, which meant nothing to its members.
    if (this.#lexer.next()) this.#lexer.next();
  }

  menu(kind: 'menu' | 'comment' | 'root'): void {
    this.#lexer.next();
    const text = this.#lexer.value;
    if (this.#lexer.kind !== 'quoted') {
      this.#problem(`a ${kind === 'root' ? 'mainmenu' : kind} needs a quoted text`);
      this.#lexer.skipRest();
      return;
    }
    const entry = kind === 'root' ? this.#root : this.open(kind);
    this.#lexer.next();
    entry.prompt = this.#property('prompt', entry, { text });
    if (kind === 'menu') this.enter();
  }

  ifBlock(): void {
    this.#lexer.next();
    const condition = this.#expressions.read(this.#lexer);
    const entry = this.open('if');
    entry.ownDependency = condition;
    this.enter();
  }

  end(kind: EntryKind): void {
    this.#lexer.next();
    if (this.#parent.kind !== kind) {
      this.#problem(`unexpected 'end${kind}'${this.#within()}`);
      return;
    }
    if (this.#parent.place.file !== this.#lexer.file) {
      this.#problem(`'end${kind}' in another file than '${kind}'`);
    }
    this.#leave();
  }

  #within(): string {
    return this.#parent === this.#root ? '' : ` within ${this.#parent.kind} block`;
  }

  #leave(): void {
    this.#entry = this.#parent;
    this.#parent = this.#parent.parent ?? this.#root;
    this.#entry = this.#root;
  }

  source(): void {
    const lexer = this.#lexer;
    lexer.next();
    const file = lexer.value;
    if (lexer.kind !== 'quoted') {
      this.#problem('source needs a quoted file name');
      lexer.skipRest();
      return;
    }
    lexer.next();
    this.#finishLine();
    this.#entry = this.#root;
    this.#sourceFile(file);
  }

  #sourceFile(file: string): void {
    const open = [this.#lexer, ...this.#stack.map((each) => each.lexer)];
    if (open.some((lexer) => lexer.file === file) || open.length > MAX_SOURCE_DEPTH) {
      this.#problem(`recursive inclusion of "${file}"`);
      return;
    }
    const text = this.#host.readText(file);
    if (text === undefined) this.#problem(`can't open file "${file}"`);
    else this.#readFile(file, text);
  }

  // Options of an entry

  /** False when no entry is open that could have options. */
  #hasEntry(word: string): boolean {
    if (this.#entry !== this.#root) return true;
    this.#problem(`"${word}" outside of an entry`);
    this.#lexer.skipRest();
    return false;
  }

  type(type: SymbolType): void {
    if (!this.#hasEntry(type)) return;
    const entry = this.#entry;
    this.#setType(type);
    if (!this.#lexer.next()) return;
    if (this.#lexer.kind === 'quoted') this.#prompt(entry);
  }

  promptOption(): void {
    if (!this.#hasEntry('prompt')) return;
    this.#lexer.next();
    if (this.#lexer.kind === 'quoted') this.#prompt(this.#entry);
    else this.#problem('a prompt needs a quoted text');
  }

  #prompt(entry: Entry): void {
    const text = this.#lexer.value.trimStart();
    this.#lexer.next();
    let condition = this.#condition();
    if (entry.prompt) this.#problem('prompt redefined');
    const written = condition;
    for (let menu = entry.parent; menu; menu = menu.parent)
      condition = and(condition, menu.visibility);
    entry.prompt = this.#property('prompt', entry, { text, condition, written });
  }

  #setType(type: SymbolType): void {
    const symbol = this.#entry.symbol;
    if (symbol === undefined || symbol.type === type) return;
    if (symbol.type === 'unknown') symbol.type = type;
    else
      this.#problem(
        `ignoring type redefinition of '${symbol.name || '<choice>'}' from '${symbol.type}' to '${type}'`,
      );
  }

  defaultOption(type: SymbolType): void {
    if (!this.#hasEntry('default')) return;
    this.#lexer.next();
    const value = this.#expressions.read(this.#lexer);
    const condition = this.#condition();
    if (value) this.#property('default', this.#entry, { value, condition, written: condition });
    if (type !== 'unknown') this.#setType(type);
  }

  selectOption(kind: 'select' | 'imply'): void {
    if (!this.#hasEntry(kind)) return;
    const name = this.#name();
    if (name === undefined) return;
    this.#lexer.next();
    const condition = this.#condition();
    const symbol = this.symbols.named(name);
    this.#property(kind, this.#entry, { symbol, condition, written: condition });
  }

  rangeOption(): void {
    if (!this.#hasEntry('range')) return;
    this.#lexer.next();
    const symbol = this.#expressions.symbol(this.#lexer);
    const upper = this.#expressions.symbol(this.#lexer);
    const condition = this.#condition();
    if (symbol && upper)
      this.#property('range', this.#entry, { symbol, upper, condition, written: condition });
  }

  dependsOption(): void {
    const lexer = this.#lexer;
    lexer.next();
    if (lexer.kind !== 'word' || lexer.value !== 'on') {
      this.#problem('"on" is missing behind "depends"');
      lexer.skipRest();
      return;
    }
    if (!this.#hasEntry('depends on')) return;
    lexer.next();
    let dependency = this.#expressions.read(lexer);
    const condition = this.#condition();
    if (condition) dependency = or(dependency, isNo(condition, this.symbols.no));
    this.#entry.ownDependency = and(this.#entry.ownDependency, dependency);
  }

  visibleOption(): void {
    if (!this.#hasEntry('visible')) return;
    this.#lexer.next();
    this.#entry.visibility = and(this.#entry.visibility, this.#condition());
  }

  help(): void {
    if (this.#lexer.next()) this.#finishLine();
    if (this.#lexer.kind === 'end') return;
    const { start, end } = this.#lexer.skipHelp();
    this.#entry.help = { text: this.#lexer.text, start, end };
  }

  modules(): void {
    this.#lexer.next();
    const { symbol } = this.#entry;
    if (symbol) this.symbols.modules = symbol;
  }

  optional(): void {
    this.#lexer.next();
    if (this.#entry.symbol) this.#entry.symbol.isOptionalChoice = true;
  }

  transitional(): void {
    this.#lexer.next();
    if (this.#entry.symbol) this.#entry.symbol.isTransitional = true;
  }

  /** `option modules`, as kernels before 5.12 wrote it; other options meant nothing to values. */
  option(): void {
    if (this.#lexer.next() && this.#lexer.value === 'modules') this.modules();
    this.#lexer.skipRest();
  }

  #condition() {
    const lexer = this.#lexer;
    if (lexer.kind !== 'word' || lexer.value !== 'if') return undefined;
    lexer.next();
    return this.#expressions.read(lexer);
  }

  #name(): string | undefined {
    if (this.#lexer.next() && this.#lexer.kind === 'word') return this.#lexer.value;
    this.#problem('a symbol is missing');
    this.#lexer.skipRest();
    return undefined;
  }

  #property(kind: Property['kind'], entry: Entry, given: Partial<Property>): Property {
    const property: Property = {
      kind,
      entry,
      place: this.#here(),
      text: '',
      value: undefined,
      symbol: undefined,
      upper: undefined,
      written: undefined,
      condition: undefined,
      ...given,
    };
    entry.properties.push(property);
    entry.symbol?.properties.push(property);
    return property;
  }
}

function isAssignment(text: string): text is '=' | ':=' | '+=' {
  return text === '=' || text === ':=' || text === '+=';
}

const statements: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['config', (reader) => reader.config()],
  ['menuconfig', (reader) => reader.config()],
  ['choice', (reader) => reader.choice()],
  ['endchoice', (reader) => reader.end('choice')],
  ['menu', (reader) => reader.menu('menu')],
  ['endmenu', (reader) => reader.end('menu')],
  ['comment', (reader) => reader.menu('comment')],
  ['mainmenu', (reader) => reader.menu('root')],
  ['if', (reader) => reader.ifBlock()],
  ['endif', (reader) => reader.end('if')],
  ['source', (reader) => reader.source()],
  ['bool', (reader) => reader.type('bool')],
  ['tristate', (reader) => reader.type('tristate')],
  ['int', (reader) => reader.type('int')],
  ['hex', (reader) => reader.type('hex')],
  ['string', (reader) => reader.type('string')],
  ['prompt', (reader) => reader.promptOption()],
  ['default', (reader) => reader.defaultOption('unknown')],
  ['def_bool', (reader) => reader.defaultOption('bool')],
  ['def_tristate', (reader) => reader.defaultOption('tristate')],
  ['select', (reader) => reader.selectOption('select')],
  ['imply', (reader) => reader.selectOption('imply')],
  ['range', (reader) => reader.rangeOption()],
  ['depends', (reader) => reader.dependsOption()],
  ['visible', (reader) => reader.visibleOption()],
  ['help', (reader) => reader.help()],
  ['modules', (reader) => reader.modules()],
  ['option', (reader) => reader.option()],
  ['optional', (reader) => reader.optional()],
  ['transitional', (reader) => reader.transitional()],
]);
