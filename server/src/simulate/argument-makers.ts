/** Which arguments of a kernel function can be made from their types, and how. */
import type { ProgramUnit } from '../../../emulator/src/machine/run/program-unit.ts';
import { typeName } from '../../../language/src/types/type-name.ts';
import { type CType, resolve } from '../../../language/src/types/types.ts';

/** How an argument is made: a declaration of `name`. */
const MAKERS: Readonly<Record<string, (name: string) => string>> = {
  'struct mm_struct *': (name) => `struct mm_struct *${name} = mm;`,
  'struct ptdesc *': (name) =>
    `struct ptdesc *${name} = pagetable_alloc(GFP_KERNEL | __GFP_ZERO, 0);`,
  'struct page *': (name) => `struct page *${name} = alloc_pages(GFP_KERNEL | __GFP_ZERO, 0);`,
  pgtable_t: (name) => `pgtable_t ${name} = pte_alloc_one(mm);`,
  'pmd_t *': (name) => `pmd_t *${name} = scenario_walk(mm, SCENARIO_ADDRESS);`,
  'unsigned long': (name) => `unsigned long ${name} = SCENARIO_ADDRESS;`,
};

/** The declaration of an argument of a type, by the argument's name; undefined when it cannot be made. */
export function argumentMaker(type: CType): ((name: string) => string) | undefined {
  return MAKERS[typeName(type)];
}

/** The types of a function's parameters; undefined for what is no function. */
export function parameterTypes(type: CType): CType[] | undefined {
  const resolved = resolve(type);
  return resolved.kind === 'function' ? resolved.parameters.map((each) => each.type) : undefined;
}

/** Whether every argument can be made, and one of them is of page tables: a number alone is not. */
export function isCallable(type: CType): boolean {
  const types = parameterTypes(type) ?? [];
  return (
    types.every((each) => argumentMaker(each) !== undefined) &&
    types.some((each) => resolve(each).kind === 'pointer')
  );
}

/** The functions that a unit declares and that can be called so, in the order of their names. */
export function callableFunctions(unit: ProgramUnit): string[] {
  const names: string[] = [];
  // What scenarios themselves are made of is not the kernel's.
  for (const { name, symbol } of unit.namesFrom(''))
    if (!name.startsWith('scenario_') && isCallable(symbol.type)) names.push(name);
  return names.sort();
}
