import type { FunctionDefinition } from '../../../../language/src/syntax/symbols.ts';
import { type AssemblyFunction, assemblyNative } from '../compile/asm/assembly-functions.ts';
import type { Value } from '../values/scalar-kind.ts';
import type { Definition, Linker } from '../watch/observer.ts';
import type { FunctionEntry, Native } from './function-entry.ts';
import type { FileName, ProgramUnit } from './program-unit.ts';

const CODE_START = 0x10000;
const CODE_STEP = 16;

/** A name of a program, and the unit that defines it. */
export interface Located {
  readonly owner: ProgramUnit;
  readonly found: FileName;
}

/** The file-level names of a program: which unit, host function or linker stands behind each. */
export class Symbols {
  readonly units: ProgramUnit[] = [];
  private readonly natives: ReadonlyMap<string, Native>;
  private readonly linker: Linker;
  private readonly byAddress = new Map<Value, FunctionEntry>();
  private readonly external = new Map<string, FunctionEntry>();
  private readonly inAssembly = new Map<AssemblyFunction, FunctionEntry>();
  private readonly replaced = new Map<Native, FunctionEntry>();
  private readonly byDefinition = new Map<FunctionDefinition, FunctionEntry>();
  private readonly asked = new Map<string, Definition | undefined>();
  private readonly located = new Map<ProgramUnit, Map<string, Located>>();
  private readonly functions = new Map<ProgramUnit, Map<string, FunctionEntry>>();
  /** Names that no unit defines, and how many units there were when they were looked for. */
  private readonly absent = new Map<string, number>();
  private nextCode = CODE_START;

  constructor(natives: ReadonlyMap<string, Native>, linker: Linker) {
    this.natives = natives;
    this.linker = linker;
  }

  /** A file-level name for code of `from`: its own, the program's, or what the linker finds. */
  lookup(name: string, from: ProgramUnit): Located | undefined {
    const known = this.located.get(from)?.get(name) ?? this.locate(name, from);
    // What is not there, or is weak, may come to be defined by a unit that is linked in later.
    if (known && !known.owner.isWeak(known.found)) remember(this.located, from, name, known);
    return known;
  }

  private locate(name: string, from: ProgramUnit): Located | undefined {
    const own = from.name(name);
    if (own?.isDefined && !from.isWeak(own)) return { owner: from, found: own };
    const other = own && !own.isDefined ? (own.link.alias ?? own.link.asmName) : undefined;
    if (other !== undefined && other !== name) return this.lookup(other, from);
    const [strong, weak] = this.definitions(name);
    if (strong) return strong;
    const linked = this.linked(name, from);
    const found =
      linked?.kind === 'unit' ? definitionIn(linked.unit, linked.name ?? name) : undefined;
    const plain = found ?? weak ?? (own?.isDefined ? { owner: from, found: own } : undefined);
    return plain ?? this.assemblyNamed(name);
  }

  private assemblyNamed(name: string): Located | undefined {
    for (const owner of this.units) {
      const found = owner.assemblyName(name);
      if (found && found.name !== name) return { owner, found };
    }
    return undefined;
  }

  /** The first definition that is not weak, and the first that is. */
  private definitions(name: string): [Located | undefined, Located | undefined] {
    if (this.absent.get(name) === this.units.length) return [undefined, undefined];
    // To join a name parses its declarations: only who has a body is asked, where someone has one.
    const body = this.among(name, (unit) => unit.hasBody(name));
    if (body.strong) return [body.strong, undefined];
    const { strong, weak } = this.among(name, () => true);
    if (strong) return [strong, undefined];
    if (weak === undefined) this.absent.set(name, this.units.length);
    return [undefined, weak];
  }

  private among(
    name: string,
    isAsked: (unit: ProgramUnit) => boolean,
  ): { readonly strong?: Located; readonly weak?: Located } {
    let weak: Located | undefined;
    for (const owner of this.units) {
      const found = isAsked(owner) ? owner.name(name) : undefined;
      if (!found?.isDefined || found.isStatic) continue;
      if (!owner.isWeak(found)) return { strong: { owner, found } };
      weak ??= { owner, found };
    }
    return weak ? { weak } : {};
  }

  /** What the linker has for a name that no unit defines; asked once. */
  private linked(name: string, from: ProgramUnit): Definition | undefined {
    if (this.asked.has(name)) return this.asked.get(name);
    const found = this.linker.define?.(name, from);
    this.asked.set(name, found);
    if (found?.kind === 'unit' && !this.units.includes(found.unit)) this.units.push(found.unit);
    return found;
  }

  /** The function of a name; undefined when no one has a body or a model for it. */
  functionNamed(name: string, from: ProgramUnit): FunctionEntry | undefined {
    const known = this.functions.get(from)?.get(name) ?? this.findFunction(name, from);
    const found = known?.owner?.name(known.name);
    if (known && !(found && known.owner?.isWeak(found)))
      remember(this.functions, from, name, known);
    return known;
  }

  private findFunction(name: string, from: ProgramUnit): FunctionEntry | undefined {
    const replacement = this.linker.replacement?.(name, from);
    if (replacement?.kind === 'native') return this.replacing(name, replacement.native);
    const found = replacement
      ? definitionIn(replacement.unit, replacement.name ?? name)
      : this.lookup(name, from);
    const definition = found?.found.definition;
    if (found && definition) {
      const known = this.byDefinition.get(definition);
      return known ?? this.add(found.found.name, found.owner, definition, undefined);
    }
    if (found?.found.assembly) return this.assemblyFunction(found, found.found.assembly);
    return this.external.get(name) ?? this.externalFunction(name, from);
  }

  private assemblyFunction({ owner, found }: Located, assembly: AssemblyFunction): FunctionEntry {
    const known = this.inAssembly.get(assembly);
    const native = assemblyNative(owner, found, assembly);
    const entry = known ?? this.add(found.name, undefined, undefined, native);
    this.inAssembly.set(assembly, entry);
    return entry;
  }

  private replacing(name: string, native: Native): FunctionEntry {
    const known = this.replaced.get(native) ?? this.add(name, undefined, undefined, native);
    this.replaced.set(native, known);
    return known;
  }

  private externalFunction(name: string, from: ProgramUnit): FunctionEntry | undefined {
    const linked = this.linked(name, from);
    const native = linked?.kind === 'native' ? linked.native : this.natives.get(name);
    return native && this.add(name, undefined, undefined, native);
  }

  /** The entry whose address a name has even when nothing defines it: calling it is the fault. */
  functionAddress(name: string, from: ProgramUnit): number {
    const entry = this.functionNamed(name, from) ?? this.external.get(name);
    if (entry === undefined && from.name(name)?.link.weak) return 0;
    return (entry ?? this.add(name, undefined, undefined, undefined)).address;
  }

  private add(
    name: string,
    owner: ProgramUnit | undefined,
    definition: FunctionDefinition | undefined,
    native: Native | undefined,
  ): FunctionEntry {
    const entry: FunctionEntry = {
      name, address: this.codeAddress(), owner, definition, native, body: undefined, argumentCount: 0, frameBytes: 0, frameAlignBytes: 16, frame: undefined, slots: undefined, meaning: undefined, isMet: undefined,
    }; // biome-ignore format: a record
    this.byAddress.set(entry.address, entry);
    if (definition) this.byDefinition.set(definition, entry);
    else this.external.set(name, entry);
    return entry;
  }

  functionAt(address: Value): FunctionEntry | undefined {
    return this.byAddress.get(address);
  }

  /** An address of its own for something that has no bytes: a label. */
  codeAddress(): number {
    const address = this.nextCode;
    this.nextCode += CODE_STEP;
    return address;
  }
}

function remember<T>(
  known: Map<ProgramUnit, Map<string, T>>,
  from: ProgramUnit,
  name: string,
  value: T,
): void {
  const names = known.get(from) ?? new Map<string, T>();
  known.set(from, names.set(name, value));
}

function definitionIn(owner: ProgramUnit, name: string): Located | undefined {
  const found = owner.name(name);
  return found?.isDefined ? { owner, found } : undefined;
}
