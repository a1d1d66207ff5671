import type {
  FunctionDefinition,
  LinkNames,
  ObjectSym,
  Sym,
} from '../../../../language/src/syntax/symbols.ts';
import { type CType, resolve } from '../../../../language/src/types/types.ts';
import type { TranslationUnit } from '../../../../language/src/unit/translation-unit.ts';
import { type AssemblyFunction, assemblyFunctions } from '../compile/asm/assembly-functions.ts';
import type { SourcePlace } from './fault.ts';

/** Everything that one file-level name of a unit stands for. */
export interface FileName {
  readonly name: string;
  /** The declaration with the most to say: the one with the initialiser, or with the complete type. */
  symbol: ObjectSym;
  definition: FunctionDefinition | undefined;
  isStatic: boolean;
  /** A body in assembly, outside of every C function. */
  assembly?: AssemblyFunction;
  /** What its declarations tell the linker. */
  link: LinkNames;
  /** A definition, tentative ones included (C11 6.9.2). */
  isDefined: boolean;
}

/** The attribute, which nothing else in front of a body is called. */
const WEAK = ['weak', '__weak__'];

/** Functions with two bodies; an inline one may have another outside (gnu_inline). */
export interface Duplicate {
  readonly name: string;
  readonly token: number;
  readonly first: number;
}

/**
 * A translation unit as a part of a program: its file-level names, joined over their declarations when
 * they are asked for, so that headers are parsed as far as a program needs them.
 */
export class ProgramUnit {
  readonly unit: TranslationUnit;
  private readonly known = new Map<string, FileName | undefined>();
  private readonly weak = new Map<FileName, boolean>();
  private assembly: ReadonlyMap<string, AssemblyFunction> | undefined;

  constructor(unit: TranslationUnit) {
    this.unit = unit;
  }

  /** What a name of the file level stands for; undefined for a type, a constant, and none. */
  name(name: string): FileName | undefined {
    if (this.known.has(name)) return this.known.get(name);
    const found = this.join(name);
    this.known.set(name, found);
    return found;
  }

  /** True when a function of that name has a body in C here; a name without one is not parsed for it. */
  hasBody(name: string): boolean {
    return this.unit.definition(this.unit.interner.find(name)) !== undefined;
  }

  /** Every name that begins so, in the order of the source. */
  namesFrom(prefix: string): FileName[] {
    const { interner } = this.unit;
    const found: FileName[] = [];
    for (let id = 1; id < interner.size; id++) {
      const text = interner.text(id);
      const name = text.startsWith(prefix) ? this.name(text) : undefined;
      if (name) found.push(name);
    }
    return found.sort((a, b) => a.symbol.token - b.symbol.token);
  }

  /** Every function with two bodies that neither is `inline`; all declarations are parsed for it. */
  get duplicates(): Duplicate[] {
    const first = new Map<string, FunctionDefinition>();
    return this.unit.declarations.flatMap(({ definition }) => {
      if (definition === undefined) return [];
      const { name, token, inline } = definition.symbol;
      const known = first.get(name);
      if (known === undefined) first.set(name, definition);
      const isSecond = known !== undefined && !inline && !known.symbol.inline;
      return isSecond ? [{ name, token, first: known.symbol.token }] : [];
    });
  }

  private join(name: string): FileName | undefined {
    const id = this.unit.interner.find(name);
    const last = id === 0 ? undefined : this.unit.parser.scope.symbol(id);
    const symbols: ObjectSym[] = [];
    for (let symbol: Sym | undefined = last; symbol !== undefined; symbol = symbol.previous) {
      if (symbol.kind !== 'object' && symbol.kind !== 'function') break;
      symbols.unshift(symbol);
    }
    const [first, ...others] = symbols;
    if (first === undefined) return undefined;
    const joined = fileName(first);
    for (const symbol of others) addTo(joined, symbol);
    if (!joined.isDefined) this.addAssembly(joined);
    return joined;
  }

  private addAssembly(name: FileName): void {
    this.assembly ??= assemblyFunctions(this);
    const assembly = this.assembly.get(name.name);
    if (assembly === undefined) return;
    name.assembly = assembly;
    name.isDefined = true;
  }

  /** What has a name in assembly that is not its own in C. */
  assemblyName(name: string): FileName | undefined {
    const names = [...(this.unit.parser.asmNames.get(name) ?? [])].map((own) => this.name(own));
    return names.find((own) => own?.isDefined);
  }

  /** True for a function that another unit's definition takes the place of. */
  isWeak(name: FileName): boolean {
    const known = this.weak.get(name) ?? this.hasWeakAttribute(name);
    this.weak.set(name, known);
    return known;
  }

  private hasWeakAttribute({ definition }: FileName): boolean {
    if (definition === undefined) return false;
    const { interner, stream } = this.unit.parser;
    const weak = WEAK.map((word) => interner.find(word)).filter((id) => id !== 0);
    for (let token = definition.startToken; token < definition.bodyToken; token++)
      if (weak.includes(stream.ids[token])) return true;
    return false;
  }

  /** Where a token of this unit stands, for people. */
  place(token: number): SourcePlace | undefined {
    const place = this.unit.expansionPlace(token);
    return place && { file: place.file.path, line: place.line, column: place.column };
  }
}

function definesIt(symbol: ObjectSym): boolean {
  if (symbol.kind === 'function') return symbol.definition !== undefined;
  if (symbol.link?.alias !== undefined) return false;
  return symbol.storage !== 'extern' || symbol.initializer !== undefined;
}

function fileName(symbol: ObjectSym): FileName {
  const { name, definition } = symbol;
  const isStatic = symbol.storage === 'static';
  const { link = {} } = symbol;
  return { name, symbol, definition, isStatic, link, isDefined: definesIt(symbol) };
}

/** Joins a later declaration. */
function addTo(known: FileName, symbol: ObjectSym): void {
  known.isStatic ||= symbol.storage === 'static';
  known.isDefined ||= definesIt(symbol);
  known.definition ??= symbol.definition;
  known.link = { ...known.link, ...symbol.link };
  if (symbol.definition !== undefined || saysMore(symbol, known.symbol)) known.symbol = symbol;
}

function saysMore(symbol: ObjectSym, than: ObjectSym): boolean {
  if (than.definition !== undefined || than.initializer !== undefined) return false;
  if (symbol.initializer !== undefined) return true;
  return isIncomplete(than.type) && !isIncomplete(symbol.type);
}

function isIncomplete(type: CType): boolean {
  const t = resolve(type);
  return t.kind === 'array' && t.length === undefined;
}
