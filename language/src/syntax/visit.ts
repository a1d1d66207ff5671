import type { Expression, Initializer, Statement, TypeName } from './ast.ts';

/**
 * Calls `visit` for every expression in a statement, outer ones before the ones they hold: operands of
 * typeof, sizeof and _Generic, initialisers, and statement expressions included.
 */
export function visitStatement(first: Statement | undefined, visit: (e: Expression) => void): void {
  // A row of `else if` is as deep as it is long.
  let s = first;
  for (; s?.kind === 'if'; s = s.otherwise) {
    visitExpression(s.condition, visit);
    visitStatement(s.then, visit);
  }
  if (s === undefined) return;
  switch (s.kind) {
    case 'compound':
      for (const inner of s.statements) visitStatement(inner, visit);
      return;
    case 'declaration':
      visitAll(s.expressions, visit);
      for (const symbol of s.symbols) {
        if (symbol.kind === 'object') visitInitializer(symbol.initializer, visit);
      }
      return;
    case 'expression':
      visitExpression(s.expression, visit);
      return;
    case 'while':
    case 'do':
      visitExpression(s.condition, visit);
      visitStatement(s.body, visit);
      return;
    case 'for':
      visitStatement(s.init, visit);
      visitAll([s.condition, s.step], visit);
      visitStatement(s.body, visit);
      return;
    case 'switch':
      visitExpression(s.value, visit);
      visitStatement(s.body, visit);
      return;
    case 'case':
      visitAll([s.first, s.last], visit);
      visitStatement(s.body, visit);
      return;
    case 'label':
      visitStatement(s.body, visit);
      return;
    case 'goto':
      visitAll([s.computed], visit);
      return;
    case 'return':
      visitAll([s.value], visit);
      return;
    case 'asm':
      for (const operand of [...s.outputs, ...s.inputs]) visitExpression(operand.expression, visit);
      return;
    default:
      return;
  }
}

/** Calls `visit` for an expression and everything below it. */
export function visitExpression(first: Expression, visit: (e: Expression) => void): void {
  let e = first;
  visit(e);
  // Rows of `=` and `?:` are as deep as they are long.
  while (e.kind === 'assign' || e.kind === 'conditional') {
    visitAll(e.kind === 'assign' ? [e.left] : [e.condition, e.then], visit);
    e = e.kind === 'assign' ? e.right : e.otherwise;
    visit(e);
  }
  switch (e.kind) {
    case 'member':
      visitExpression(e.object, visit);
      return;
    case 'index':
      visitAll([e.object, e.index], visit);
      return;
    case 'call':
      visitAll([e.callee, ...e.args], visit);
      return;
    case 'unary':
      visitExpression(e.operand, visit);
      return;
    case 'binary':
    case 'comma':
      visitAll([e.left, e.right], visit);
      return;
    case 'cast':
      visitTypeName(e.typeName, visit);
      visitExpression(e.operand, visit);
      return;
    case 'compoundLiteral':
      visitTypeName(e.typeName, visit);
      visitInitializer(e.initializer, visit);
      return;
    case 'sizeof':
      visitTypeName(e.typeName, visit);
      visitAll([e.operand], visit);
      return;
    case 'generic':
      visitGeneric(e, visit);
      return;
    case 'choose':
      visitAll([e.condition, e.then, e.otherwise], visit);
      return;
    case 'statementExpression':
      visitStatement(e.body, visit);
      return;
    case 'offsetof':
      visitTypeName(e.typeName, visit);
      visitAll(
        e.designators.flatMap((d) => [d.index, d.lastIndex]),
        visit,
      );
      return;
    case 'vaArg':
      visitTypeName(e.typeName, visit);
      visitExpression(e.list, visit);
      return;
    case 'typesCompatible':
      visitTypeName(e.left, visit);
      visitTypeName(e.right, visit);
      return;
    case 'hasAttribute':
      visitAll([e.operand], visit);
      return;
    default:
      return;
  }
}

function visitGeneric(e: Expression & { kind: 'generic' }, visit: (e: Expression) => void): void {
  visitExpression(e.control, visit);
  for (const association of e.associations) {
    visitTypeName(association.typeName, visit);
    visitExpression(association.expression, visit);
  }
}

/** Calls `visit` for the expressions of an initialiser, those in its designators included. */
export function visitInitializer(
  initializer: Initializer | undefined,
  visit: (e: Expression) => void,
): void {
  if (initializer === undefined) return;
  if (initializer.kind !== 'initializerList') {
    visitExpression(initializer, visit);
    return;
  }
  for (const item of initializer.items) {
    visitAll(
      item.designators.flatMap((d) => [d.index, d.lastIndex]),
      visit,
    );
    visitInitializer(item.value, visit);
  }
}

function visitTypeName(name: TypeName | undefined, visit: (e: Expression) => void): void {
  if (name) visitAll(name.expressions, visit);
}

function visitAll(list: readonly (Expression | undefined)[], visit: (e: Expression) => void): void {
  for (const e of list) if (e) visitExpression(e, visit);
}
