import type { AsmStatement } from '../../../../../language/src/syntax/ast.ts';
import { writePlace } from '../access.ts';
import { castCode } from '../cast.ts';
import { NORMAL, type Regs, type Run } from '../code.ts';
import { valueCode } from '../expressions.ts';
import type { FunctionContext } from '../function-context.ts';
import { placeOf } from '../places.ts';
import { literalText } from './literal-text.ts';

/**
 * An empty template moves nothing but is a barrier to the compiler, for operands of any type:
 * inputs are evaluated, and an output that a digit ties to an input takes its value.
 */
export function barrierCode(c: FunctionContext, s: AsmStatement): (r: Regs) => number {
  const outputs = s.outputs.flatMap(({ expression }) => placeRun(c, expression));
  const runs = [...outputs, ...s.inputs.map((input) => tiedMove(c, s, input))];
  return (r) => {
    for (const run of runs) run(r);
    return NORMAL;
  };
}

/** Finding the place of an output may have effects of its own. */
function placeRun(c: FunctionContext, e: AsmStatement['outputs'][number]['expression']): Run[] {
  const place = placeOf(c, e);
  return place.where === 'memory' && place.address.constant === undefined
    ? [place.address.run]
    : [];
}

function tiedMove(c: FunctionContext, s: AsmStatement, input: AsmStatement['inputs'][number]) {
  const constraint = literalText(c, input.token, input.constraintEndToken);
  const output = /^\d+$/.test(constraint) ? s.outputs[Number(constraint)] : undefined;
  if (output === undefined) {
    // A memory operand is a place, not a value.
    return constraint.includes('m') ? () => {} : valueCode(c, input.expression).run;
  }
  const place = placeOf(c, output.expression);
  return writePlace(c, place, castCode(valueCode(c, input.expression), c.kind(place.type)).run);
}
