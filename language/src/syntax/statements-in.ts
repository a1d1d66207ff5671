import type { Statement } from './ast.ts';

/** A statement and those inside it, in the order of the source; statement expressions are not entered. */
export function* statementsIn(s: Statement | undefined): Generator<Statement> {
  if (s === undefined) return;
  yield s;
  switch (s.kind) {
    case 'compound':
      for (const inner of s.statements) yield* statementsIn(inner);
      return;
    case 'if':
      yield* statementsIn(s.then);
      yield* statementsIn(s.otherwise);
      return;
    case 'for':
      yield* statementsIn(s.init);
      yield* statementsIn(s.body);
      return;
    case 'while':
    case 'do':
    case 'switch':
    case 'case':
    case 'label':
      yield* statementsIn(s.body);
      return;
    default:
      return;
  }
}
