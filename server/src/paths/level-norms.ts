import { resolve } from '../../../language/src/types/types.ts';
import type { UnitPaths } from './unit-paths.ts';

/** What the tree does with tables of one type: its own functions say whether they are constructed. */
export interface LevelNorm {
  readonly isConstructed: boolean;
  /** The function that allocates such tables, and where. */
  readonly peer: string;
  readonly token: number;
}

const ALLOCATORS = /^_*(pte|pmd|pud|p4d|pgd)_alloc_one(_kernel)?(_noprof)?$/;

/**
 * Whether tables need a constructor, by the type of pointer that the tree's allocation functions give
 * out: `pmd_alloc_one()` gives a constructed `pmd_t *`, `pte_alloc_one_kernel()` maybe a raw `pte_t *`.
 * Levels and kinds differ from kernel to kernel, so the tree is asked, and no table of ours.
 */
export class LevelNorms {
  private readonly paths: UnitPaths;
  private norms: ReadonlyMap<string, LevelNorm> | undefined;

  constructor(paths: UnitPaths) {
    this.paths = paths;
  }

  /** Undefined when no function of the unit gives out such tables, or they disagree. */
  of(tableType: string | undefined): LevelNorm | undefined {
    this.norms ??= this.read();
    return tableType === undefined ? undefined : this.norms.get(tableType);
  }

  private read(): Map<string, LevelNorm> {
    const norms = new Map<string, LevelNorm>();
    const torn = new Set<string>();
    for (const { symbol } of this.paths.named(ALLOCATORS)) {
      const type = resolve(symbol.type);
      const tableType =
        type.kind === 'function' ? this.paths.types.tableType(type.returnType) : undefined;
      const isConstructed = this.givesConstructed(symbol.name);
      if (tableType === undefined || isConstructed === undefined) continue;
      const known = norms.get(tableType);
      if (known && known.isConstructed !== isConstructed) torn.add(tableType);
      norms.set(tableType, { isConstructed, peer: symbol.name, token: symbol.token });
    }
    for (const tableType of torn) norms.delete(tableType);
    return norms;
  }

  /** Undefined when the function gives out nothing that its body shows. */
  private givesConstructed(name: string): boolean | undefined {
    const outcomes = this.paths.summaryOf(name)?.outcomes ?? [];
    const lives = outcomes.flatMap(({ result }) =>
      result.kind === 'fresh' ? [result.object.life] : [],
    );
    if (lives.length === 0 || lives.includes('unknown')) return undefined;
    return lives.every((life) => life === 'constructed');
  }
}
