import { ROOTS } from '../../../emulator/src/kernel-functions/kernel-functions.ts';
import type { Root } from '../../../emulator/src/kernel-functions/root.ts';
import type { SourceFile } from '../../../language/src/source/source-map.ts';
import type { FunctionDefinition } from '../../../language/src/syntax/symbols.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { functionsWrittenIn } from '../../../language/src/unit/written-functions.ts';
import { writtenLoc } from '../../../language/src/unit/written-place.ts';
import { bodyNames, RelevantFunctions } from '../paths/relevant-functions.ts';
import type { CodeLensPlace } from '../protocol.ts';
import { isCallable } from '../simulate/argument-makers.ts';

/** What the kernel calls functions that make and free tables of a level; many leave it to others. */
const NAMED_SO = /(?:^|_)(?:pte|pmd|pud|p4d|pgd)_(?:alloc|free)(?:_|$)/;

/**
 * The functions of a file that are roots of a table's life, call one, or are named so and come to one: those
 * that make, construct, destruct or free tables. The lifecycle is that of the level which the name says, else of the lowest.
 * Those whose arguments can be made are offered by themselves too.
 */
export function simulateLenses(unit: TranslationUnit, file: SourceFile): CodeLensPlace[] {
  const roots = rootIds(unit);
  const relevant = new RelevantFunctions(unit);
  return functionsWrittenIn(unit, file).flatMap((definition): CodeLensPlace[] => {
    const { name, nameId, token } = definition.symbol;
    const isOfLife = roots.has(nameId) || callsRoot(unit, definition, roots);
    if (!isOfLife && !(NAMED_SO.test(name) && relevant.has(nameId))) return [];
    const place = unit.sources.place(writtenLoc(unit, token));
    if (place?.file !== file) return [];
    const line = place.line - 1;
    const lenses: CodeLensPlace[] = [{ line, kind: 'simulate', name, entry: lifecycleOf(name) }];
    if (canBeCalled(definition, file)) lenses.push({ line, kind: 'call', name });
    return lenses;
  });
}

/** What is static in a .c file has no name outside, where the call would stand. */
function canBeCalled({ symbol }: FunctionDefinition, file: SourceFile): boolean {
  const isHidden = symbol.storage === 'static' && file.path.endsWith('.c');
  return !isHidden && isCallable(symbol.type);
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
