import type { Expression } from '../../../language/src/syntax/ast.ts';
import type { ObjectSym } from '../../../language/src/syntax/symbols.ts';

/** An expression as a name: the same text with the same variables has the same key. */
export interface ExpressionKey {
  readonly key: string;
  readonly symbols: readonly ObjectSym[];
  readonly readsMemory: boolean;
}

/** The key of an expression without effects and calls; undefined for any other. */
export function expressionKey(e: Expression): ExpressionKey | undefined {
  const symbols: ObjectSym[] = [];
  let readsMemory = false;
  const key = write(e);
  return key === undefined ? undefined : { key, symbols, readsMemory };

  function write(e: Expression): string | undefined {
    switch (e.kind) {
      case 'identifier':
        return identifier(e);
      case 'integer':
        return String(e.value);
      case 'member': {
        readsMemory = true;
        const last = e.path[e.path.length - 1];
        return join(last && write(e.object), `${e.arrow ? '>' : '.'}${last?.nameId}`);
      }
      case 'index':
        readsMemory = true;
        return pair(e.object, '[]', e.index);
      case 'cast':
        return write(e.operand);
      case 'unary':
        if (e.operator === '*') readsMemory = true;
        return /\+\+|--/.test(e.operator) ? undefined : join(e.operator, write(e.operand));
      case 'binary':
        return pair(e.left, `b${e.operator}`, e.right);
      default:
        return undefined;
    }
  }

  function identifier(e: Expression & { kind: 'identifier' }): string | undefined {
    const { symbol } = e;
    if (symbol?.kind === 'enumerator') return String(symbol.value);
    if (symbol === undefined || symbol.kind === 'typedef') return undefined;
    symbols.push(symbol);
    if (!symbol.local) readsMemory = true;
    return `s${symbol.local ? symbol.token : symbol.name}`;
  }

  function pair(left: Expression, operator: string, right: Expression): string | undefined {
    return join(write(left), operator, write(right));
  }
}

function join(...parts: readonly (string | undefined)[]): string | undefined {
  return parts.includes(undefined) ? undefined : `(${parts.join(' ')})`;
}
