import { resolve } from '../../../language/src/types/types.ts';
import { bodyNames } from './relevant-functions.ts';
import type { SummaryOutcome } from './summary.ts';
import type { Amount, Family, Level } from './table-object.ts';
import type { UnitPaths } from './unit-paths.ts';

/** One of the functions that begin or end the life of tables of one level. */
export interface PairMember {
  readonly name: string;
  /** Where the unit has its name. */
  readonly token: number;
  readonly level: Level;
  readonly side: 'allocates' | 'frees';
  /** It constructs, or has a destructor run; undefined when some of its ways do and some do not. */
  readonly cares: boolean | undefined;
  /** Of the constructor or destructor, where they have one. */
  readonly caresAs: Level | undefined;
  /** On no way does it free or queue the table, or give it to anybody. */
  readonly keeps: boolean;
  readonly family: Family | undefined;
  readonly order: Amount;
}

/** `pmd_alloc_one()`, `pte_free_kernel()`, `___pud_free_tlb()`: names that all architectures agree on. */
const NAME = /^_*(pte|pmd|pud|p4d|pgd)_(alloc(?:_one)?|free)(_kernel)?(_tlb|_defer)?(?:_noprof)?$/;

/**
 * The functions of each level that belong together: what one of them constructs, the others have to
 * destruct. Tables of the kernel's lowest level are a kind of their own.
 */
export class LevelPairs {
  readonly #paths: UnitPaths;
  #members: ReadonlyMap<string, readonly PairMember[]> | undefined;

  constructor(paths: UnitPaths) {
    this.#paths = paths;
  }

  /** The members of each pair, by its name. */
  get all(): ReadonlyMap<string, readonly PairMember[]> {
    this.#members ??= this.#read();
    return this.#members;
  }

  #read(): Map<string, PairMember[]> {
    const pairs = new Map<string, PairMember[]>();
    for (const { symbol } of this.#paths.named(NAME)) {
      const [, level = '', verb = '', kernel = ''] = NAME.exec(symbol.name) ?? [];
      if (verb === 'alloc' && level !== 'pgd') continue;
      const known = { name: symbol.name, token: symbol.token, level: level as Level };
      const member = verb === 'free' ? this.#freeing(known) : this.#allocating(known);
      if (member) pairs.set(level + kernel, [...(pairs.get(level + kernel) ?? []), member]);
    }
    return pairs;
  }

  #allocating(known: Pick<PairMember, 'name' | 'token' | 'level'>): PairMember | undefined {
    const outcomes = this.#paths.summaryOf(known.name)?.outcomes ?? [];
    const fresh = outcomes.flatMap(({ result }) =>
      result.kind === 'fresh' ? [result.object] : [],
    );
    const isClear = fresh.every(({ life }) => life === 'raw' || life === 'constructed');
    const [first] = fresh;
    if (!first || !isClear) return undefined;
    const lives = new Set(fresh.map(({ life }) => life === 'constructed'));
    return {
      ...known,
      side: 'allocates',
      cares: lives.size > 1 ? undefined : lives.has(true),
      caresAs: common(fresh.map(({ level }) => level)),
      keeps: false,
      family: common(fresh.map(({ family }) => family)),
      order: common(fresh.map(({ order }) => order)),
    };
  }

  #freeing(known: Pick<PairMember, 'name' | 'token' | 'level'>): PairMember | undefined {
    const argument = this.#tableArgument(known.name);
    const outcomes = this.#paths.summaryOf(known.name)?.outcomes ?? [];
    if (argument === undefined || outcomes.length === 0) return undefined;
    const ways = outcomes.map((way) => operationsOn(way, argument));
    // Somebody else may do it, and is not known.
    if (ways.some((way) => way.some(({ kind }) => kind === 'escape' || kind === 'hold')))
      return undefined;
    const taking = ways.filter((way) =>
      way.some(({ kind }) => kind === 'free' || kind === 'queue'),
    );
    const cares = new Set(taking.map(destructs));
    const frees = ways.flat().filter(({ kind }) => kind === 'free');
    return {
      ...known,
      side: 'frees',
      cares: cares.size === 1 ? [...cares][0] : undefined,
      caresAs: common(ways.flat().flatMap((o) => (o.kind === 'destruct' ? [o.level] : []))),
      keeps:
        taking.length === 0 &&
        !this.#mayFree(known.name) &&
        !ways.some((way) => way.some(({ kind }) => kind === 'share')),
      family: common(frees.map(({ family }) => family)),
      order: common(frees.map(({ order }) => order)),
    };
  }

  /** Whether its text names what frees: other configurations, or levels that are not folded, may do so. */
  #mayFree(name: string): boolean {
    const { unit } = this.#paths;
    const definition = unit.definition(unit.interner.find(name));
    if (!definition) return true;
    const { ids, start, end } = bodyNames(unit, definition);
    const words = [...ids.subarray(start, end)].map((id) => unit.interner.text(id));
    return words.length < 3 || words.some((word) => /free|remove|put|release|BUG/.test(word));
  }

  /** By convention the table is the last argument but for an address. */
  #tableArgument(name: string): number | undefined {
    const { unit, types } = this.#paths;
    const parameters = unit.definition(unit.interner.find(name))?.parameters ?? [];
    const at = parameters.findLastIndex(
      ({ type }) => types.tableType(type) !== undefined || resolve(type).kind === 'pointer',
    );
    const type = parameters[at]?.type;
    return type && types.tableType(type) !== undefined ? at : undefined;
  }
}

type Told = SummaryOutcome['trace'][number]['operation'];

function operationsOn({ trace }: SummaryOutcome, argument: number): Told[] {
  return trace.flatMap((t) => (t.argument === argument ? [t.operation] : []));
}

/** Undefined when who frees later is not known. */
function destructs(way: readonly Told[]): boolean | undefined {
  if (way.some(({ kind, destructsLater }) => kind === 'destruct' || destructsLater === true))
    return true;
  const isUnknown = way.some(
    ({ kind, destructsLater }) => kind === 'queue' && destructsLater === undefined,
  );
  return isUnknown ? undefined : false;
}

function common<T>(values: readonly T[]): T | undefined {
  const different = new Set(values);
  return different.size === 1 ? values[0] : undefined;
}
