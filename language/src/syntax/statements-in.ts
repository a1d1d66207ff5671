import type { Statement } from './ast.ts';

/** A statement and those inside it, in the order of the source; statement expressions are not entered. */
export function* statementsIn(first: Statement | undefined): Generator<Statement> {
  // A row of `else if` is as deep as it is long.
  let s = first;
  for (; s?.kind === 'if'; s = s.otherwise) {
    yield s;
    yield* statementsIn(s.then);
  }
  if (s === undefined) return;
  yield s;
  switch (s.kind) {
    case 'compound':
      for (const inner of s.statements) yield* statementsIn(inner);
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
