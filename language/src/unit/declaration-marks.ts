import type { Parser } from '../syntax/parser.ts';

/** Numbers a mark; the state before one external declaration. */
const FIELDS = 6;

/**
 * Where the parser stood before each external declaration. Everything it adds to is a log, so a mark
 * is a handful of lengths, and going back is cutting the logs.
 */
export class DeclarationMarks {
  private readonly values: number[] = [];

  push(p: Parser, declarations: number): void {
    this.values.push(
      p.pos,
      declarations,
      p.scope.mark(),
      p.records.length,
      p.assertions.length,
      p.problems.length,
    );
  }

  /**
   * Goes back to the last mark whose declaration begins at or before a token. Undefined when there
   * is none.
   */
  rollback(p: Parser, token: number): { token: number; declarations: number } | undefined {
    let at = this.values.length - FIELDS;
    while (at >= 0 && (this.values[at] as number) > token) at -= FIELDS;
    if (at < 0) return undefined;
    const [pos, declarations, scope, records, assertions, problems] = this.values.slice(
      at,
      at + FIELDS,
    ) as [number, number, number, number, number, number];
    for (const record of p.records.slice(records)) {
      record.members = undefined;
      record.layout = undefined;
      record.index = undefined;
    }
    p.scope.rollback(scope);
    p.records.length = records;
    p.assertions.length = assertions;
    p.problems.length = problems;
    this.values.length = at;
    return { token: pos, declarations };
  }
}
