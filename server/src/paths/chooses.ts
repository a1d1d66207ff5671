import { P_ANDAND, P_OROR } from '../../../language/src/lexer/spellings.ts';
import type { Expression } from '../../../language/src/syntax/ast.ts';

const known = new WeakMap<Expression, boolean>();

/** Whether the evaluation of an expression takes different ways through the code. */
export function chooses(e: Expression): boolean {
  let answer = known.get(e);
  if (answer === undefined) {
    answer = isChoice(e) || evaluatedParts(e).some(chooses);
    known.set(e, answer);
  }
  return answer;
}

/** Whether the expression itself is the choice. */
export function isChoice(e: Expression): boolean {
  if (e.kind === 'binary') return e.operator === P_ANDAND || e.operator === P_OROR;
  return e.kind === 'conditional' || e.kind === 'statementExpression';
}

/** The direct parts that are evaluated, in order: nothing of sizeof, typeof and the arms not chosen. */
export function evaluatedParts(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case 'member':
      return [e.object];
    case 'index':
      return [e.object, e.index];
    case 'call':
      return [e.callee, ...e.args];
    case 'unary':
    case 'cast':
      return [e.operand];
    case 'binary':
    case 'comma':
      return [e.left, e.right];
    case 'assign':
      return [e.right, e.left];
    case 'conditional':
      return e.then ? [e.condition, e.then, e.otherwise] : [e.condition, e.otherwise];
    case 'generic':
      return e.chosen ? [e.chosen.expression] : [];
    case 'choose':
      return e.chosen ? [e.chosen] : [];
    case 'vaArg':
      return [e.list];
    case 'compoundLiteral':
      return e.initializer.items.flatMap(({ value }) =>
        value.kind === 'initializerList' ? [] : [value],
      );
    default:
      return [];
  }
}
