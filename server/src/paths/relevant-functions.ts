import { ROOTS } from '../../../emulator/src/kernel-functions/kernel-functions.ts';
import type { Root } from '../../../emulator/src/kernel-functions/root.ts';
import { K_LAST } from '../../../language/src/lexer/spellings.ts';
import type { FunctionDefinition } from '../../../language/src/syntax/symbols.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import type { ForeignFunctions } from './foreign-functions.ts';
import { wrappedNames } from './wrapped-names.ts';

/** How many calls away a root still makes a function worth walking. */
const CALLS_TO_TABLES = 4;
/** Pages are everywhere: what allocates or frees them far below says little about tables. */
const CALLS_TO_PAGES = 2;
/** How near a function is to a root, and how far was looked for one. */
interface Reach {
  /** Calls left of what the root allows; -1 when none was found. */
  readonly left: number;
  readonly depth: number;
}

/**
 * Which functions of a unit can reach a root that begins or ends the life of a table, by the names in
 * their bodies: most functions cannot, and are never parsed for it. Only bodies that someone asks about
 * are looked into.
 */
export class RelevantFunctions {
  private readonly unit: TranslationUnit;
  private readonly foreign: ForeignFunctions | undefined;
  private readonly seeds: ReadonlyMap<number, number>;
  /** `f()` is a macro around `f_noprof()` where allocations are profiled. */
  private readonly wrapped: ReadonlyMap<number, number>;
  private readonly known = new Map<number, Reach>();
  private readonly active = new Set<number>();

  constructor(unit: TranslationUnit, foreign?: ForeignFunctions) {
    this.unit = unit;
    this.foreign = foreign;
    this.seeds = seedIds(unit);
    this.wrapped = wrappedNames(unit.interner);
  }

  /** The name of the function that a call of a name runs. */
  private calledBy(nameId: number): number {
    const wrapped = this.wrapped.get(nameId);
    return wrapped !== undefined && this.unit.definition(wrapped) ? wrapped : nameId;
  }

  has(nameId: number): boolean {
    return this.reach(nameId, CALLS_TO_TABLES) >= 0;
  }

  private reach(nameId: number, depth: number): number {
    const seed = this.seeds.get(nameId);
    if (seed !== undefined) return seed;
    const known = this.known.get(nameId);
    if (known && (known.left >= 0 || known.depth >= depth)) return known.left;
    const definition = this.unit.definition(nameId);
    if (!definition) return this.isForeign(nameId) ? CALLS_TO_TABLES : -1;
    if (depth === 0 || this.active.has(nameId)) return -1;
    this.active.add(nameId);
    const left = this.reachOfBody(definition, depth);
    this.active.delete(nameId);
    this.known.set(nameId, { left, depth });
    return left;
  }

  /** Declared here, and defined in a file of the page-table code. */
  private isForeign(nameId: number): boolean {
    if (!this.foreign?.has(this.unit.interner.text(nameId))) return false;
    return this.unit.symbol(this.unit.interner.text(nameId))?.kind === 'function';
  }

  private reachOfBody(definition: FunctionDefinition, depth: number): number {
    const { ids, start, end } = bodyNames(this.unit, definition);
    let best = -1;
    for (let i = start; i < end; i++) {
      const id = ids[i] as number;
      if (id <= K_LAST) continue;
      const called = this.calledBy(id);
      best = Math.max(best, this.reach(called, depth - 1) - 1);
      if (best === CALLS_TO_TABLES - 1) break;
    }
    return best;
  }
}

/** The names in a body: as expanded, or as written where the body was passed over. */
export function bodyNames(unit: TranslationUnit, { bodyToken, endToken }: FunctionDefinition) {
  const deferred = unit.preprocessor.deferred.at(bodyToken);
  const file = deferred && unit.sources.file(deferred.file);
  if (!deferred || !file) return { ids: unit.tokens.ids, start: bodyToken, end: endToken };
  return { ids: file.tokens.ids, start: deferred.open, end: deferred.close };
}

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
    case 'map':
      return 1;
    case 'construct':
    case 'destruct':
    case 'populate':
      return CALLS_TO_TABLES;
    default:
      return 0;
  }
}
