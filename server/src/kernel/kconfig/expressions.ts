/** Expressions of Kconfig: what a condition says. Their values are computed in `values.ts`. */
import type { KconfigSymbol, Tristate } from './model.ts';

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

export type Expression =
  | { readonly op: 'symbol'; readonly symbol: KconfigSymbol }
  | { readonly op: 'not'; readonly left: Expression; readonly cached: CachedValue }
  | {
      readonly op: '&&' | '||';
      readonly left: Expression;
      readonly right: Expression;
      readonly cached: CachedValue;
    }
  | {
      readonly op: Comparison;
      readonly left: KconfigSymbol;
      readonly right: KconfigSymbol;
      readonly cached: CachedValue;
    };

/** Conditions of menus stand in thousands of expressions: each is evaluated once for each set of values. */
interface CachedValue {
  epoch: number;
  value: Tristate;
}

const fresh = (): CachedValue => ({ epoch: -1, value: 0 });

export function symbolExpression(symbol: KconfigSymbol): Expression {
  return { op: 'symbol', symbol };
}

export function comparison(op: Comparison, left: KconfigSymbol, right: KconfigSymbol): Expression {
  return { op, left, right, cached: fresh() };
}

export function not(left: Expression): Expression {
  return { op: 'not', left, cached: fresh() };
}

/** `left && right`, where no expression is `y`. */
export function and(
  left: Expression | undefined,
  right: Expression | undefined,
): Expression | undefined {
  if (left === undefined) return right;
  if (right === undefined || left === right) return left;
  return { op: '&&', left, right, cached: fresh() };
}

/** `left || right`, where no expression is nothing to add. */
export function or(
  left: Expression | undefined,
  right: Expression | undefined,
): Expression | undefined {
  if (left === undefined) return right;
  if (right === undefined || left === right) return left;
  return { op: '||', left, right, cached: fresh() };
}

/**
 * `expression = n`, as `depends on A if B` asks of B. A negation asks for the opposite of what it
 * negates, as expr_trans_compare in scripts/kconfig/expr.c does; that is not the same for `m`.
 */
export function isNo(expression: Expression, no: KconfigSymbol, equal = true): Expression {
  switch (expression.op) {
    case 'symbol':
      return comparison(equal ? '=' : '!=', expression.symbol, no);
    case 'not':
      return isNo(expression.left, no, !equal);
    case '&&':
    case '||': {
      const op = expression.op === '&&' ? '||' : '&&';
      const left = isNo(expression.left, no);
      const both: Expression = { op, left, right: isNo(expression.right, no), cached: fresh() };
      return equal ? both : not(both);
    }
    default:
      return equal ? not(expression) : expression;
  }
}

/** `m` stands for `m && MODULES` in conditions, so that it is `n` where there are no modules. */
export function withModules(
  expression: Expression | undefined,
  moduleSymbol: KconfigSymbol,
  modules: KconfigSymbol,
): Expression | undefined {
  if (expression === undefined) return undefined;
  switch (expression.op) {
    case 'symbol':
      return expression.symbol === moduleSymbol
        ? and(expression, symbolExpression(modules))
        : expression;
    case 'not': {
      const left = withModules(expression.left, moduleSymbol, modules);
      return left === expression.left || left === undefined ? expression : not(left);
    }
    case '&&':
    case '||': {
      const left = withModules(expression.left, moduleSymbol, modules);
      const right = withModules(expression.right, moduleSymbol, modules);
      if (left === expression.left && right === expression.right) return expression;
      return expression.op === '&&' ? and(left, right) : or(left, right);
    }
    default:
      return expression;
  }
}

/** The symbols that an expression names. */
export function* symbolsIn(expression: Expression | undefined): Generator<KconfigSymbol> {
  if (expression === undefined) return;
  switch (expression.op) {
    case 'symbol':
      yield expression.symbol;
      return;
    case 'not':
      yield* symbolsIn(expression.left);
      return;
    case '&&':
    case '||':
      yield* symbolsIn(expression.left);
      yield* symbolsIn(expression.right);
      return;
    default:
      yield expression.left;
      yield expression.right;
  }
}

const strength: Readonly<Record<string, number>> = { '||': 1, '&&': 2 };

/** An expression as a Kconfig file would write it. */
export function expressionText(expression: Expression, around = 0): string {
  switch (expression.op) {
    case 'symbol':
      return symbolText(expression.symbol);
    case 'not':
      return `!${expressionText(expression.left, 3)}`;
    case '&&':
    case '||': {
      const own = strength[expression.op] ?? 0;
      const left = expressionText(expression.left, own);
      const text = `${left} ${expression.op} ${expressionText(expression.right, own)}`;
      return own < around ? `(${text})` : text;
    }
    default: {
      const text = `${symbolText(expression.left)}${expression.op}${symbolText(expression.right)}`;
      return around === 3 ? `(${text})` : text;
    }
  }
}

function symbolText(symbol: KconfigSymbol): string {
  if (symbol.isChoice) return '<choice>';
  return symbol.isConstant && !/^[ymn]$/.test(symbol.name) ? `"${symbol.name}"` : symbol.name;
}
