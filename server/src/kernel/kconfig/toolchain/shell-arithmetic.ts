/**
 * The commands of Kconfig files that ask no program: comparisons of texts, positional words,
 * arithmetic. They are computed here; everything else is a question to a toolchain.
 */
import { shellWords } from '../../kbuild/command-line.ts';

/** What a command prints, and whether it succeeds. */
export interface CommandResult {
  readonly succeeds: boolean;
  readonly output: string;
}

const result = (succeeds: boolean, output = ''): CommandResult => ({ succeeds, output });

/** Undefined when the command asks for more than words. */
export function computeCommand(command: string): CommandResult | undefined {
  const [, list, position] = /^set -- (.*) && echo \$([1-9])$/.exec(command) ?? [];
  if (list !== undefined) return result(true, shellWords(list)[Number(position) - 1] ?? '');
  if (/[|&;<>`$()]/.test(command)) return undefined;
  const words = shellWords(command);
  if (words[0] === 'expr') return expression(words.slice(1));
  if (words[0] === 'echo') return result(true, words.slice(1).join(' '));
  if (words[0] === 'test') return test(words.slice(1));
  if (words[0] === '[' && words.at(-1) === ']') return test(words.slice(1, -1));
  return undefined;
}

function test(words: readonly string[]): CommandResult | undefined {
  const [first = '', second = '', third = ''] = words;
  if (words.length === 0) return result(false);
  if (words.length === 1) return result(first !== '');
  if (words.length === 2) {
    if (first === '-z') return result(second === '');
    if (first === '-n') return result(second !== '');
    return first === '!' ? result(second === '') : undefined;
  }
  if (words.length > 3) return undefined;
  return compare(first, second, third);
}

function compare(left: string, operator: string, right: string): CommandResult | undefined {
  if (operator === '=' || operator === '==') return result(left === right);
  if (operator === '!=') return result(left !== right);
  const [a, b] = [Number(left), Number(right)];
  const outcomes: Readonly<Record<string, boolean>> = {
    '-eq': a === b,
    '-ne': a !== b,
    '-lt': a < b,
    '-le': a <= b,
    '-gt': a > b,
    '-ge': a >= b,
  };
  const outcome = outcomes[operator];
  return outcome === undefined ? undefined : result(outcome && !Number.isNaN(a + b));
}

function expression([left, operator, right, ...rest]: readonly string[]):
  | CommandResult
  | undefined {
  if (rest.length > 0 || !/^-?\d+$/.test(left ?? '') || !/^-?\d+$/.test(right ?? ''))
    return undefined;
  const [a, b] = [BigInt(left ?? 0), BigInt(right ?? 0)];
  const value = arithmetic(a, operator ?? '', b);
  return value === undefined ? undefined : result(value !== 0n, String(value));
}

function arithmetic(left: bigint, operator: string, right: bigint): bigint | undefined {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0n ? undefined : left / right;
    case '%':
      return right === 0n ? undefined : left % right;
    default:
      return undefined;
  }
}
