import type { FunctionDefinition } from '../../../language/src/syntax/symbols.ts';
import type { TranslationUnit } from '../../../language/src/unit.ts';
import { ROOTS, type Root } from './roots.ts';

/**
 * Which functions of a unit can reach a root that begins or ends the life of a table, by the names in
 * their bodies: most functions cannot, and are never parsed for it.
 */
export class RelevantFunctions {
  readonly definitions: ReadonlyMap<number, FunctionDefinition>;
  /** Those that can, in the order of the unit. */
  readonly list: readonly FunctionDefinition[];
  private readonly names: ReadonlySet<number>;

  constructor(unit: TranslationUnit) {
    const definitions = new Map<number, FunctionDefinition>();
    for (const { definition } of unit.declarations)
      if (definition) definitions.set(definition.symbol.nameId, definition);
    this.definitions = definitions;
    const names = reachable(unit, definitions, seedIds(unit));
    this.names = names;
    this.list = [...definitions.values()].filter(({ symbol }) => names.has(symbol.nameId));
  }

  has(nameId: number): boolean {
    return this.names.has(nameId);
  }
}

/** How many calls away a root still makes a function worth walking. */
const CALLS_TO_TABLES = 4;
/** Pages are everywhere: what allocates or frees them far below says little about tables. */
const CALLS_TO_PAGES = 2;

/** For each seed, how many calls away from it a function may be. */
function seedIds(unit: TranslationUnit): Map<number, number> {
  const seeds = new Map<number, number>();
  for (const [name, root] of ROOTS) {
    const calls = reachOf(root);
    if (calls > 0) seeds.set(unit.interner.intern(name), calls);
  }
  return seeds;
}

/** Slabs and RCU alone say nothing about tables. */
function reachOf(root: Root): number {
  switch (root.kind) {
    case 'allocate':
    case 'free':
      if (root.family === 'page') return CALLS_TO_PAGES;
      return root.family === 'pagetable' ? CALLS_TO_TABLES : 0;
    case 'queue':
      return root.later && 'function' in root.later ? CALLS_TO_TABLES : 0;
    case 'construct':
    case 'destruct':
    case 'populate':
      return CALLS_TO_TABLES;
    default:
      return 0;
  }
}

function reachable(
  unit: TranslationUnit,
  definitions: ReadonlyMap<number, FunctionDefinition>,
  seeds: ReadonlyMap<number, number>,
): Set<number> {
  const callers = callersOf(unit, definitions, seeds);
  const left = new Map(seeds);
  const open = [...seeds.keys()];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const calls = (left.get(name) ?? 0) - 1;
    if (calls < 0) continue;
    for (const caller of callers.get(name) ?? [])
      if ((left.get(caller) ?? -1) < calls) {
        left.set(caller, calls);
        open.push(caller);
      }
  }
  return new Set(left.keys());
}

/** For each function or seed, the functions in whose bodies its name stands. */
function callersOf(
  unit: TranslationUnit,
  definitions: ReadonlyMap<number, FunctionDefinition>,
  seeds: ReadonlyMap<number, number>,
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
