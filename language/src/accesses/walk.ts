import { P_ASSIGN } from '../lexer/spellings.ts';
import type {
  Designator,
  Expression,
  Initializer,
  MemberExpression,
  Statement,
  TypeName,
} from '../syntax/ast.ts';
import type { Sym } from '../syntax/symbols.ts';
import { resolve } from '../types/types.ts';
import type { AccessKind } from './kinds.ts';

/** Receives each use of a member, in the order of the tree. */
export interface AccessVisitor {
  member(expression: MemberExpression, kind: AccessKind): void;
  designator(designator: Designator, kind: 'offsetof' | 'designator'): void;
  /** The text of an asm operand's constraint, to tell `=` from `+`. */
  constraint(token: number): string;
}

/**
 * What stands around an expression does with it. `read` takes its value, for which an array decays;
 * `used` is the same for the outer parts of a path, where the innermost part has decided already.
 */
type Use = 'write' | 'readwrite' | 'address' | 'read' | 'used';

/**
 * Walks expressions and statements and classifies every member use. `Use` is handed down: an
 * expression that continues the lvalue path passes it on, every other one gives its operands their own.
 */
export class AccessWalker {
  private readonly visitor: AccessVisitor;
  private unevaluatedDepth = 0;

  constructor(visitor: AccessVisitor) {
    this.visitor = visitor;
  }

  statement(first: Statement | undefined): void {
    // A row of `else if` is as deep as it is long.
    let s = first;
    for (; s?.kind === 'if'; s = s.otherwise) {
      this.expression(s.condition, 'read');
      this.statement(s.then);
    }
    if (s === undefined) return;
    switch (s.kind) {
      case 'compound':
        for (const inner of s.statements) this.statement(inner);
        return;
      case 'declaration':
        this.expressions(s.expressions);
        for (const symbol of s.symbols) this.symbol(symbol);
        return;
      case 'expression':
        this.expression(s.expression, 'read');
        return;
      case 'while':
      case 'do':
        this.expression(s.condition, 'read');
        this.statement(s.body);
        return;
      case 'for':
        this.statement(s.init);
        this.optional(s.condition);
        this.optional(s.step);
        this.statement(s.body);
        return;
      case 'switch':
        this.expression(s.value, 'read');
        this.statement(s.body);
        return;
      case 'case':
        this.optional(s.first);
        this.optional(s.last);
        this.statement(s.body);
        return;
      case 'label':
        this.statement(s.body);
        return;
      case 'goto':
        this.optional(s.computed);
        return;
      case 'return':
        this.optional(s.value);
        return;
      case 'asm':
        for (const output of s.outputs)
          this.expression(output.expression, this.outputUse(output.token));
        for (const input of s.inputs) this.expression(input.expression, 'used');
        return;
      default:
        return;
    }
  }

  symbol(symbol: Sym): void {
    if ((symbol.kind === 'object' || symbol.kind === 'parameter') && symbol.initializer)
      this.initializer(symbol.initializer);
  }

  initializer(i: Initializer): void {
    if (i.kind !== 'initializerList') {
      this.expression(i, 'read');
      return;
    }
    for (const item of i.items) {
      for (const d of item.designators) this.designator(d, 'designator');
      this.initializer(item.value);
    }
  }

  /** Expressions of specifiers and declarators; typeof operands are wrapped as unevaluated ones. */
  expressions(list: readonly Expression[]): void {
    for (const e of list) this.expression(e, 'read');
  }

  private outputUse(token: number): Use {
    return this.visitor.constraint(token).includes('+') ? 'readwrite' : 'write';
  }

  private optional(e: Expression | undefined): void {
    if (e) this.expression(e, 'read');
  }

  private unevaluated(e: Expression): void {
    this.unevaluatedDepth++;
    this.expression(e, 'used');
    this.unevaluatedDepth--;
  }

  private typeName(name: TypeName | undefined): void {
    if (name) this.expressions(name.expressions);
  }

  private designator(d: Designator, kind: 'offsetof' | 'designator'): void {
    this.optional(d.index);
    this.optional(d.lastIndex);
    if (d.index === undefined) this.visitor.designator(d, kind);
  }

  expression(first: Expression, firstUse: Use): void {
    let e = first;
    let use = firstUse;
    // Rows of `=` and `?:` are as deep as they are long.
    for (; e.kind === 'assign' || e.kind === 'conditional'; use = 'read') e = this.chained(e);
    switch (e.kind) {
      case 'member':
        this.member(e, use);
        return;
      case 'index':
        this.index(e, use);
        return;
      case 'call':
        this.expression(e.callee, 'read');
        for (const a of e.args) this.expression(a, 'read');
        return;
      case 'unary':
        this.unary(e, use);
        return;
      case 'binary':
      case 'comma':
        this.expression(e.left, 'read');
        this.expression(e.right, 'read');
        return;
      case 'cast':
        this.typeName(e.typeName);
        this.expression(e.operand, 'read');
        return;
      case 'compoundLiteral':
        this.typeName(e.typeName);
        this.initializer(e.initializer);
        return;
      case 'sizeof':
        this.typeName(e.typeName);
        if (e.operand) this.unevaluated(e.operand);
        return;
      case 'generic':
        this.generic(e, use);
        return;
      case 'choose':
        this.choose(e, use);
        return;
      case 'statementExpression':
        this.statement(e.body);
        return;
      case 'offsetof':
        this.typeName(e.typeName);
        for (const d of e.designators) this.designator(d, 'offsetof');
        return;
      case 'vaArg':
        this.typeName(e.typeName);
        this.expression(e.list, 'read');
        return;
      case 'typesCompatible':
        this.typeName(e.left);
        this.typeName(e.right);
        return;
      case 'unevaluated':
        this.unevaluated(e.operand);
        return;
      case 'hasAttribute':
        if (e.operand) this.unevaluated(e.operand);
        return;
      default:
        return;
    }
  }

  /** Walks all but the last operand, which is given back: its value is read. */
  private chained(e: Expression & { kind: 'assign' | 'conditional' }): Expression {
    if (e.kind === 'assign') {
      this.expression(e.left, e.operator === P_ASSIGN ? 'write' : 'readwrite');
      return e.right;
    }
    this.expression(e.condition, 'read');
    this.optional(e.then);
    return e.otherwise;
  }

  private member(e: MemberExpression, use: Use): void {
    const pathUse = endOfPath(e, use);
    this.visitor.member(
      e,
      this.unevaluatedDepth > 0 ? 'unevaluated' : pathUse === 'used' ? 'read' : pathUse,
    );
    this.expression(e.object, e.arrow && !isArray(e.object) ? 'read' : pathUse);
  }

  /** On an array the element is part of the object; a pointer is read. */
  private index(e: Expression & { kind: 'index' }, use: Use): void {
    const [array, index] = isPointerLike(e.object) ? [e.object, e.index] : [e.index, e.object];
    this.expression(array, isArray(array) ? endOfPath(e, use) : 'read');
    this.expression(index, 'read');
  }

  private unary(e: Expression & { kind: 'unary' }, use: Use): void {
    switch (e.operator) {
      case '&':
        this.expression(e.operand, 'address');
        return;
      case '++':
      case '--':
      case 'post++':
      case 'post--':
        this.expression(e.operand, 'readwrite');
        return;
      case '*':
        this.expression(e.operand, isArray(e.operand) ? endOfPath(e, use) : 'read');
        return;
      default:
        this.expression(e.operand, 'read');
    }
  }

  private generic(e: Expression & { kind: 'generic' }, use: Use): void {
    this.unevaluated(e.control);
    for (const association of e.associations) {
      this.typeName(association.typeName);
      if (association === e.chosen) this.expression(association.expression, use);
      else this.unevaluated(association.expression);
    }
  }

  private choose(e: Expression & { kind: 'choose' }, use: Use): void {
    this.expression(e.condition, 'read');
    for (const arm of [e.then, e.otherwise]) {
      if (arm === e.chosen) this.expression(arm, use);
      else this.unevaluated(arm);
    }
  }
}

/** The use that all members of one lvalue path share: reading an array takes its address. */
function endOfPath(e: Expression, use: Use): Exclude<Use, 'read'> {
  return use !== 'read' ? use : isArray(e) ? 'address' : 'used';
}

function isArray(e: Expression): boolean {
  return resolve(e.type).kind === 'array';
}

function isPointerLike(e: Expression): boolean {
  const kind = resolve(e.type).kind;
  return kind === 'pointer' || kind === 'array' || kind === 'vector' || kind === 'error';
}
