/** A scenario that calls one function of the tree, with arguments made from their types. */
import { LinkError } from '../../../emulator/src/link/link-error.ts';
import type { ProgramUnit } from '../../../emulator/src/machine/program-unit.ts';
import { resolve, typeName } from '../../../language/src/index.ts';

/** How an argument is made: a declaration of `name`, or nothing when the type itself says it. */
const MAKERS: Readonly<Record<string, (name: string) => string>> = {
  'struct mm_struct *': (name) => `struct mm_struct *${name} = mm;`,
  'struct ptdesc *': (name) =>
    `struct ptdesc *${name} = pagetable_alloc(GFP_KERNEL | __GFP_ZERO, 0);`,
  'struct page *': (name) => `struct page *${name} = alloc_pages(GFP_KERNEL | __GFP_ZERO, 0);`,
  pgtable_t: (name) => `pgtable_t ${name} = pte_alloc_one(mm);`,
  'pmd_t *': (name) => `pmd_t *${name} = scenario_walk(mm, SCENARIO_ADDRESS);`,
  'unsigned long': (name) => `unsigned long ${name} = SCENARIO_ADDRESS;`,
};

/**
 * The text of a file with that scenario. `unit` has read the headers that declare the function.
 * @throws LinkError with one line: the tree has no such function, or an argument cannot be made
 */
export function functionScenario(unit: ProgramUnit, name: string): string {
  const symbol = unit.names.get(name)?.symbol;
  const type = symbol && resolve(symbol.type);
  if (type?.kind !== 'function')
    throw new LinkError(
      `${name}: there is no such lifecycle, and no header declares such a function`,
    );
  const lines: string[] = [];
  const names = type.parameters.map((parameter, i) => {
    const spelled = typeName(parameter.type);
    const make = MAKERS[spelled];
    if (make === undefined)
      throw new LinkError(
        `${name}(): an argument of type ${spelled} cannot be made; write a scenario that calls it`,
      );
    lines.push(make(`argument_${i}`));
    return `argument_${i}`;
  });
  // A pointer that could not be made is no argument.
  const checks = type.parameters.flatMap((parameter, i) =>
    resolve(parameter.type).kind === 'pointer' ? [`if (!argument_${i}) return;`] : [],
  );
  return [
    '#include "scenario.h"',
    `CALL_SCENARIO(call_${name}, "", "A call of ${name}()")`,
    '{',
    ...lines,
    ...checks,
    `${name}(${names.join(', ')});`,
    '}',
    '',
  ].join('\n');
}
