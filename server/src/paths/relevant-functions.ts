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
  const { ids } = unit.tokens;
  for (const [nameId, { bodyToken, endToken }] of definitions)
    for (let i = bodyToken; i < endToken; i++) {
      const id = ids[i] as number;
      if (!definitions.has(id) && !seeds.has(id)) continue;
      const known = callers.get(id);
      if (known) known.add(nameId);
      else callers.set(id, new Set([nameId]));
    }
  return callers;
}
