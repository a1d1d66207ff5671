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
      p.findings.records.length,
      p.findings.assertions.length,
      p.findings.problems.length,
    );
  }

  /** Before the token, and with no problem so far: how far a broken declaration reaches, all that follows decides. */
  private isSafe(at: number, token: number): boolean {
    const [pos, problems] = [this.values[at], this.values[at + FIELDS - 1]] as [number, number];
    return pos < token && problems === 0;
  }

  /**
   * Goes back to the last mark whose declaration begins before a token and that nothing broken precedes.
   * Undefined when there is none.
   */
  rollback(p: Parser, token: number): { token: number; declarations: number } | undefined {
    let at = this.values.length - FIELDS;
    while (at >= 0 && !this.isSafe(at, token)) at -= FIELDS;
    if (at < 0) return undefined;
    const [pos, declarations, scope, records, assertions, problems] = this.values.slice(
      at,
      at + FIELDS,
    ) as [number, number, number, number, number, number];
    for (const record of p.findings.records.slice(records)) {
      record.members = undefined;
      record.isBroken = false;
      record.layout = undefined;
      record.index = undefined;
    }
    p.scope.rollback(scope);
    p.findings.records.length = records;
    p.findings.assertions.length = assertions;
    p.findings.problems.length = problems;
    this.values.length = at;
    return { token: pos, declarations };
  }
}
