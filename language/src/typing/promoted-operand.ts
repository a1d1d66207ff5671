import type { Expression, Statement } from '../syntax/ast.ts';
import type { BuiltinTypes } from '../types/builtin-types.ts';
import type { CType, Member } from '../types/types.ts';
import { decay, promote, promoteBitField } from './arithmetic.ts';

/** Promotion, which for the value of a bit-field depends on its width. */
export function promotedOperand(types: BuiltinTypes, operand: Expression): CType {
  const field = fieldOf(operand);
  if (field?.bitWidth !== undefined) return promoteBitField(types, field.type, field.bitWidth);
  return promote(types, decay(operand.type));
}

/**
 * The bit-field whose value an expression has: gcc keeps the field's width through assignments, `,`,
 * `++`, `({ })` and choices, so that `(p->inuse = 3) - 8` is an int.
 */
function fieldOf(e: Expression): Member | undefined {
  let at: Expression | undefined = e;
  for (;;) {
    switch (at?.kind) {
      case 'member': {
        const member: Member | undefined = at.path[at.path.length - 1];
        return member?.bitWidth === undefined ? undefined : member;
      }
      case 'assign': at = at.left; break;
      case 'comma': at = at.right; break;
      case 'unary': at = /[+-]{2}/.test(at.operator) ? at.operand : undefined; break;
      case 'generic': at = at.chosen?.expression; break;
      case 'choose': at = at.chosen; break;
      case 'statementExpression': at = lastValue(at.body.statements); break;
      default: return undefined;
    }
  } // biome-ignore format: a table
}

function lastValue(statements: readonly Statement[]): Expression | undefined {
  let last: Statement | undefined = statements[statements.length - 1];
  while (last?.kind === 'label') last = last.body;
  return last?.kind === 'expression' ? last.expression : undefined;
}
