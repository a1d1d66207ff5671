import { filterWords, patternSubstitute, words } from './make-words.ts';
import { sedSubstitute } from './sed-substitute.ts';

/** What a function needs from the evaluator that calls it. */
export interface MakeScope {
  expand(text: string): string;
  /** The value of a variable without expanding it; undefined when it is not defined. */
  raw(name: string): string | undefined;
  isSimple(name: string): boolean;
  with(name: string, value: string, body: () => string): string;
  /** Reads text as makefile lines, for `$(eval)`. */
  evaluate(text: string): void;
  glob(pattern: string): string[];
}

type Plain = (args: readonly string[], scope: MakeScope) => string;

/** Functions whose arguments are expanded before they run, by GNU make's names (manual, chapter 8). */
export const plainFunctions: ReadonlyMap<string, Plain> = new Map<string, Plain>([
  [
    'subst',
    ([from = '', to = '', text = '']) =>
      from === '' ? text + to : text.replaceAll(from, () => to),
  ],
  [
    'patsubst',
    ([pattern = '', replacement = '', text = '']) =>
      patternSubstitute(pattern.trim(), replacement.trim(), text),
  ],
  ['strip', ([text = '']) => words(text).join(' ')],
  ['findstring', ([needle = '', text = '']) => (text.includes(needle) ? needle : '')],
  ['filter', ([patterns = '', text = '']) => filterWords(patterns, text, true)],
  ['filter-out', ([patterns = '', text = '']) => filterWords(patterns, text, false)],
  ['sort', ([text = '']) => [...new Set(words(text))].sort().join(' ')],
  ['word', ([index = '', text = '']) => words(text)[Number(index) - 1] ?? ''],
  [
    'wordlist',
    ([from = '', to = '', text = '']) =>
      words(text)
        .slice(Number(from) - 1, Number(to))
        .join(' '),
  ],
  ['words', ([text = '']) => String(words(text).length)],
  ['firstword', ([text = '']) => words(text)[0] ?? ''],
  ['lastword', ([text = '']) => words(text).at(-1) ?? ''],
  ['dir', ([text = '']) => mapWords(text, (word) => /^.*\//.exec(word)?.[0] ?? './')],
  ['notdir', ([text = '']) => mapWords(text, (word) => word.replace(/^.*\//, ''))],
  ['suffix', ([text = '']) => mapWords(text, (word) => /\.[^./]*$/.exec(word)?.[0] ?? '')],
  ['basename', ([text = '']) => mapWords(text, (word) => word.replace(/\.[^./]*$/, ''))],
  ['addprefix', ([prefix = '', text = '']) => mapWords(text, (word) => prefix + word)],
  ['addsuffix', ([suffix = '', text = '']) => mapWords(text, (word) => word + suffix)],
  ['join', ([first = '', second = '']) => joinWords(words(first), words(second))],
  [
    'wildcard',
    ([text = ''], scope) =>
      words(text)
        .flatMap((each) => scope.glob(each))
        .join(' '),
  ],
  ['realpath', ([text = '']) => text],
  ['abspath', ([text = '']) => text],
  ['value', ([name = ''], scope) => scope.raw(name) ?? ''],
  ['origin', ([name = ''], scope) => (scope.raw(name) === undefined ? 'undefined' : 'file')],
  [
    'flavor',
    ([name = ''], scope) =>
      scope.raw(name) === undefined ? 'undefined' : scope.isSimple(name) ? 'simple' : 'recursive',
  ],
  [
    'eval',
    ([text = ''], scope) => {
      scope.evaluate(text);
      return '';
    },
  ],
  // Nothing is executed: what a program would print is taken as nothing.
  ['shell', ([command = '']) => sedSubstitute(command) ?? ''],
  ['file', () => ''],
  ['guile', () => ''],
  ['error', () => ''],
  ['warning', () => ''],
  ['info', () => ''],
]);

/** Functions that expand their arguments themselves. */
export const lazyFunctions: ReadonlyMap<string, Plain> = new Map<string, Plain>([
  [
    'if',
    ([condition = '', yes = '', ...no], scope) =>
      scope.expand(condition).trim() !== '' ? scope.expand(yes) : scope.expand(no.join(',')),
  ],
  [
    'or',
    (args, scope) => {
      for (const each of args) {
        const value = scope.expand(each).trim();
        if (value !== '') return value;
      }
      return '';
    },
  ],
  [
    'and',
    (args, scope) => {
      let value = '';
      for (const each of args) {
        value = scope.expand(each).trim();
        if (value === '') return '';
      }
      return value;
    },
  ],
  [
    'foreach',
    ([name = '', list = '', ...body], scope) => {
      const variable = scope.expand(name).trim();
      const text = body.join(',');
      return words(scope.expand(list))
        .map((word) => scope.with(variable, word, () => scope.expand(text)))
        .join(' ');
    },
  ],
  [
    'let',
    ([names = '', list = '', ...body], scope) => {
      const values = words(scope.expand(list));
      const variables = words(scope.expand(names));
      const bind = (index: number): string => {
        const name = variables[index];
        if (name === undefined) return scope.expand(body.join(','));
        const last = index === variables.length - 1;
        const value = last ? values.slice(index).join(' ') : (values[index] ?? '');
        return scope.with(name, value, () => bind(index + 1));
      };
      return bind(0);
    },
  ],
]);

function mapWords(text: string, change: (word: string) => string): string {
  return words(text)
    .map(change)
    .filter((word) => word !== '')
    .join(' ');
}

function joinWords(first: string[], second: string[]): string {
  const count = Math.max(first.length, second.length);
  return Array.from(
    { length: count },
    (_, index) => (first[index] ?? '') + (second[index] ?? ''),
  ).join(' ');
}
