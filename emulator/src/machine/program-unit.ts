import type {
  FunctionDefinition,
  ObjectSym,
  Sym,
  TranslationUnit,
} from '../../../language/src/index.ts';
import { type CType, resolve } from '../../../language/src/types/types.ts';
import { type AssemblyFunction, assemblyFunctions } from './asm/assembly-functions.ts';
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
  /** A definition, tentative ones included (C11 6.9.2). */
  isDefined: boolean;
}

/** The attribute, which nothing else in front of a body is called. */
const WEAK = new Set(['weak', '__weak__']);

/** A translation unit as a part of a program: its file-level names, joined over their declarations. */
export class ProgramUnit {
  readonly unit: TranslationUnit;
  readonly names = new Map<string, FileName>();
  /** Functions with two bodies; an inline one may have another outside (gnu_inline). */
  readonly duplicates: { readonly name: string; readonly token: number; readonly first: number }[] =
    [];

  constructor(unit: TranslationUnit) {
    this.unit = unit;
    for (const declaration of unit.declarations) {
      for (const symbol of declaration.symbols) this.add(symbol);
    }
    for (const [name, assembly] of assemblyFunctions(this)) {
      const known = this.names.get(name);
      if (known === undefined || known.isDefined) continue;
      known.assembly = assembly;
      known.isDefined = true;
    }
  }

  private add(symbol: Sym): void {
    if (symbol.kind !== 'object' && symbol.kind !== 'function') return;
    const isDefined =
      symbol.kind === 'function'
        ? symbol.definition !== undefined
        : symbol.storage !== 'extern' || symbol.initializer !== undefined;
    const known = this.names.get(symbol.name);
    if (known === undefined) {
      const isStatic = symbol.storage === 'static';
      const { name, definition } = symbol;
      this.names.set(name, { name, symbol, definition, isStatic, isDefined });
      return;
    }
    known.isStatic ||= symbol.storage === 'static';
    known.isDefined ||= isDefined;
    if (symbol.definition && known.definition && !symbol.inline && !known.definition.symbol.inline)
      this.duplicates.push({
        name: symbol.name,
        token: symbol.token,
        first: known.definition.symbol.token,
      });
    known.definition ??= symbol.definition;
    if (symbol.definition !== undefined || saysMore(symbol, known.symbol)) known.symbol = symbol;
  }

  /** True for a function that another unit's definition takes the place of. */
  isWeak({ definition }: FileName): boolean {
    if (definition === undefined) return false;
    const { interner, stream } = this.unit.parser;
    for (let token = definition.startToken; token < definition.bodyToken; token++)
      if (WEAK.has(interner.text(stream.ids[token]))) return true;
    return false;
  }

  /** Where a token of this unit stands, for people. */
  place(token: number): SourcePlace | undefined {
    const place = this.unit.expansionPlace(token);
    return place && { file: place.file.path, line: place.line, column: place.column };
  }
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
