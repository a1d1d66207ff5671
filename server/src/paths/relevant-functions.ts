import type { FunctionDefinition } from '../../../language/src/syntax/symbols.ts';
import type { TranslationUnit } from '../../../language/src/unit.ts';
import { ROOTS, type Root } from './roots.ts';

/**
 * Which functions of a unit can reach a root that begins or ends the life of a table, by the names in
 * their bodies: most functions cannot, and are never parsed for it.
 */
export class RelevantFunctions {
  readonly definitions: ReadonlyMap<number, FunctionDefinition>;
  private readonly names: ReadonlySet<number>;

  constructor(unit: TranslationUnit) {
    const definitions = new Map<number, FunctionDefinition>();
    for (const { definition } of unit.declarations)
      if (definition) definitions.set(definition.symbol.nameId, definition);
    this.definitions = definitions;
    this.names = reachable(unit, definitions, seedIds(unit));
  }

  has(nameId: number): boolean {
    return this.names.has(nameId);
  }
}

function seedIds(unit: TranslationUnit): Set<number> {
  const seeds = new Set<number>();
  for (const [name, root] of ROOTS) if (isSeed(root)) seeds.add(unit.interner.intern(name));
  return seeds;
}

/** Slabs and RCU are everywhere; alone they say nothing about tables. */
function isSeed(root: Root): boolean {
  if (root.kind === 'allocate' || root.kind === 'free')
    return root.family === 'pagetable' || root.family === 'page';
  if (root.kind === 'queue') return root.later === undefined || 'function' in root.later;
  return root.kind === 'construct' || root.kind === 'destruct';
}

function reachable(
  unit: TranslationUnit,
  definitions: ReadonlyMap<number, FunctionDefinition>,
  names: Set<number>,
): Set<number> {
  const callers = callersOf(unit, definitions, names);
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop())
    for (const caller of callers.get(name) ?? [])
      if (!names.has(caller)) {
        names.add(caller);
        open.push(caller);
      }
  return names;
}

/** For each function or seed, the functions in whose bodies its name stands. */
function callersOf(
  unit: TranslationUnit,
  definitions: ReadonlyMap<number, FunctionDefinition>,
  seeds: ReadonlySet<number>,
): Map<number, Set<number>> {
  const callers = new Map<number, Set<number>>();
  const aliases = allocationWrappers(unit, definitions);
  for (const [nameId, definition] of definitions) {
    const { ids, start, end } = bodyNames(unit, definition);
    for (let i = start; i < end; i++) {
      const id = ids[i] as number;
      const called = aliases.get(id) ?? id;
      if (!definitions.has(called) && !seeds.has(called)) continue;
      const known = callers.get(called);
      if (known) known.add(nameId);
      else callers.set(called, new Set([nameId]));
    }
  }
  return callers;
}

/** The names in a body: as expanded, or as written where the body was passed over. */
function bodyNames(unit: TranslationUnit, { bodyToken, endToken }: FunctionDefinition) {
  const deferred = unit.preprocessor.deferred.at(bodyToken);
  const file = deferred && unit.sources.file(deferred.file);
  if (!deferred || !file) return { ids: unit.tokens.ids, start: bodyToken, end: endToken };
  return { ids: file.tokens.ids, start: deferred.open, end: deferred.close };
}

/** `f()` is a macro around `f_noprof()` where allocations are profiled (include/linux/alloc_tag.h). */
function allocationWrappers(
  unit: TranslationUnit,
  definitions: ReadonlyMap<number, FunctionDefinition>,
): Map<number, number> {
  const aliases = new Map<number, number>();
  for (const [nameId, { symbol }] of definitions)
    if (symbol.name.endsWith('_noprof'))
      aliases.set(unit.interner.intern(symbol.name.slice(0, -'_noprof'.length)), nameId);
  return aliases;
}
