import type { SourceFile } from '../../../language/src/source/source-map.ts';
import type { FunctionDefinition } from '../../../language/src/syntax/symbols.ts';
import type { TranslationUnit } from '../../../language/src/unit.ts';
import { bodyNames } from '../paths/relevant-functions.ts';
import { ROOTS, type Root } from '../paths/roots.ts';
import type { CodeLensPlace } from '../protocol.ts';
import { functionsWrittenIn } from '../units/written-functions.ts';
import { writtenLoc } from '../units/written-place.ts';

/**
 * The functions of a file that are roots of a table's life, or call one: those that make, construct,
 * destruct or free tables. The lifecycle is that of the level which the name says, else of the lowest.
 */
export function simulateLenses(unit: TranslationUnit, file: SourceFile): CodeLensPlace[] {
  const roots = rootIds(unit);
  return functionsWrittenIn(unit, file).flatMap((definition): CodeLensPlace[] => {
    const { name, nameId, token } = definition.symbol;
    if (!roots.has(nameId) && !callsRoot(unit, definition, roots)) return [];
    const place = unit.sources.place(writtenLoc(unit, token));
    if (place?.file !== file) return [];
    return [{ line: place.line - 1, kind: 'simulate', name, entry: lifecycleOf(name) }];
  });
}

function rootIds(unit: TranslationUnit): Set<number> {
  const names = [...ROOTS].filter(([, root]) => isOfTables(root)).map(([name]) => name);
  return new Set(names.map((name) => unit.interner.intern(name)));
}

function isOfTables(root: Root): boolean {
  if (root.kind === 'allocate' || root.kind === 'free') return root.family === 'pagetable';
  return root.kind === 'construct' || root.kind === 'destruct';
}

function callsRoot(
  unit: TranslationUnit,
  definition: FunctionDefinition,
  roots: ReadonlySet<number>,
): boolean {
  const { ids, start, end } = bodyNames(unit, definition);
  for (let i = start; i < end; i++) if (roots.has(ids[i] as number)) return true;
  return false;
}

/** By the names that lifecycles have in every tree. */
function lifecycleOf(name: string): string {
  if (/pte.*kernel/.test(name)) return 'pte-kernel';
  const level = /(?:^|_)(pte|pmd|pud|p4d|pgd)(?:_|$)/.exec(name)?.[1] ?? 'pte';
  return /_free_tlb$/.test(name) ? `${level}-gather` : level;
}
