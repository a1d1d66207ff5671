/** How the text of a function uses its variables: what decides which of them may lie in registers. */

import { P_ASSIGN } from '../../../../language/src/lexer/spellings.ts';
import type { Expression, Statement } from '../../../../language/src/syntax/ast.ts';
import type { Parser } from '../../../../language/src/syntax/parser.ts';
import { statementsIn } from '../../../../language/src/syntax/statements-in.ts';
import type { ObjectSym } from '../../../../language/src/syntax/symbols.ts';
import { visitStatement } from '../../../../language/src/syntax/visit.ts';

export class VariableUses {
  private readonly parser: Parser;
  /** Scalars whose address is taken; a `va_list` that is a pointer; operands of inline assembly. */
  private readonly addressed = new Set<unknown>();
  private readonly assignments = new Map<unknown, number>();
  /** Declared before the first statement: nothing can jump over them. */
  private readonly leading = new Set<unknown>();
  private hasLabels = false;

  constructor(parser: Parser, body: Statement) {
    this.parser = parser;
    this.noteStatements(body);
    visitStatement(body, (e) => this.note(e));
    for (const s of body.kind === 'compound' ? body.statements : []) {
      if (s.kind !== 'declaration') break;
      for (const symbol of s.symbols) this.leading.add(symbol);
    }
  }

  isAddressed(symbol: ObjectSym): boolean {
    return this.addressed.has(symbol);
  }

  /** More than one piece of code gives it a value; `++` and `+=` only change it. */
  isGivenAgain(symbol: ObjectSym): boolean {
    const first = symbol.kind === 'parameter' || hasInitializer(symbol) ? 1 : 0;
    return first + (this.assignments.get(symbol) ?? 0) > 1;
  }

  /** It has a value wherever its name is known, whatever the code does. */
  isAlwaysGiven(symbol: ObjectSym): boolean {
    if (symbol.kind === 'parameter') return true;
    return hasInitializer(symbol) && (!this.hasLabels || this.leading.has(symbol));
  }

  private noteStatements(body: Statement): void {
    for (const s of statementsIn(body)) {
      if (s.kind === 'label' || s.kind === 'case') this.hasLabels = true;
      if (s.kind !== 'asm') continue;
      for (const { expression } of [...s.outputs, ...s.inputs]) this.address(expression);
    }
  }

  private note(e: Expression): void {
    if (e.kind === 'unary' && e.operator === '&') this.address(e.operand);
    else if (e.kind === 'vaArg') this.address(e.list);
    else if (e.kind === 'statementExpression') this.noteStatements(e.body);
    else if (e.kind === 'assign' && e.operator === P_ASSIGN) this.assigned(e.left);
    else if (e.kind === 'call' && this.takesList(e)) for (const a of e.args) this.address(a);
  }

  private takesList({ callee }: Expression & { kind: 'call' }): boolean {
    if (callee.kind !== 'identifier' || callee.symbol !== undefined) return false;
    return this.parser.interner.text(callee.nameId).startsWith('__builtin_va_');
  }

  private assigned(e: Expression): void {
    if (e.kind !== 'identifier') return;
    this.assignments.set(e.symbol, (this.assignments.get(e.symbol) ?? 0) + 1);
  }

  private address(e: Expression): void {
    if (e.kind === 'identifier' && e.symbol) this.addressed.add(e.symbol);
    else if (e.kind === 'comma') this.address(e.right);
    else if (e.kind === 'generic' && e.chosen) this.address(e.chosen.expression);
  }
}

/** `int x = x;` says that the variable has no value, and hushes the compiler about it. */
export function hasInitializer(symbol: ObjectSym): boolean {
  const { initializer } = symbol;
  return (
    initializer !== undefined &&
    !(initializer.kind === 'identifier' && initializer.symbol === symbol)
  );
}
