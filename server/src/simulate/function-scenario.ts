/** A scenario that calls one function of the tree, with arguments made from their types. */
import { LinkError } from '../../../emulator/src/link/link-error.ts';
import type { ProgramUnit } from '../../../emulator/src/machine/run/program-unit.ts';
import { typeName } from '../../../language/src/types/type-name.ts';
import { resolve } from '../../../language/src/types/types.ts';
import { argumentMaker, parameterTypes } from './argument-makers.ts';

/** The id of that scenario. */
export function callEntry(name: string): string {
  return `call-${name.replaceAll('_', '-')}`;
}

/**
 * The text of a file with that scenario. `unit` has read the headers that declare the function.
 * @throws LinkError with one line: the tree has no such function, or an argument cannot be made
 */
export function functionScenario(unit: ProgramUnit, name: string): string {
  const symbol = unit.name(name)?.symbol;
  const types = symbol && parameterTypes(symbol.type);
  if (types === undefined)
    throw new LinkError(
      `${name}: there is no such lifecycle, and no header declares such a function`,
    );
  const lines: string[] = [];
  const names = types.map((type, i) => {
    const make = argumentMaker(type);
    if (make === undefined)
      throw new LinkError(
        `${name}(): an argument of type ${typeName(type)} cannot be made; write a scenario that calls it`,
      );
    lines.push(make(`argument_${i}`));
    return `argument_${i}`;
  });
  // A pointer that could not be made is no argument.
  const checks = types.flatMap((type, i) =>
    resolve(type).kind === 'pointer' ? [`if (!argument_${i}) return;`] : [],
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
