import type { KernelConfig } from '../kernel/kernel-config.ts';

/** One `#include` of a file, as written. */
export interface IncludeLine {
  readonly name: string;
  /** True for `<…>`. */
  readonly angled: boolean;
}

const directive =
  /^[ \t]*#[ \t]*(include(?:_next)?|ifdef|ifndef|if|elif|else|endif)\b[ \t]*([^\n]*)/gm;

/**
 * The `#include` lines of a text, by a scan that preprocesses nothing. Groups whose condition
 * tests one CONFIG_ symbol and fails are left out; any other condition is taken to hold.
 */
export function includeLines(text: string, config: KernelConfig): IncludeLine[] {
  const found: IncludeLine[] = [];
  const groups: (boolean | undefined)[] = [];
  for (const [, word = '', rest = ''] of text.matchAll(directive)) {
    if (word.startsWith('include')) {
      const [, open, name] = /^([<"])([^>"\n]+)[>"]/.exec(rest) ?? [];
      if (name !== undefined && !groups.includes(false)) found.push({ name, angled: open === '<' });
    } else if (word.startsWith('if')) {
      groups.push(conditionHolds(word, rest, config));
    } else if (word === 'endif') {
      groups.pop();
    } else {
      const known = groups.pop();
      // After a group that is taken, the others are not; after one that is not, they may be.
      groups.push(
        known === undefined ? undefined : word === 'else' ? !known : known ? false : undefined,
      );
    }
  }
  return found;
}

/** Whether a simple test of one symbol holds; undefined when it is not that simple. */
function conditionHolds(word: string, rest: string, config: KernelConfig): boolean | undefined {
  if (!rest.includes('CONFIG_')) return undefined;
  if (word !== 'if') {
    const [, symbol] = /^CONFIG_(\w+)/.exec(rest) ?? [];
    return symbol === undefined ? undefined : isDefined(symbol, config) === (word === 'ifdef');
  }
  const match = simpleTest.exec(rest);
  if (!match) return undefined;
  const [, negated, operator, symbol = ''] = match;
  const holds =
    operator === 'IS_ENABLED'
      ? ['y', 'm'].includes(config.value(symbol) ?? '')
      : isDefined(symbol, config);
  return holds !== (negated === '!');
}

const simpleTest =
  /^(!?) ?(defined|IS_ENABLED|IS_BUILTIN) ?\(?CONFIG_(\w+)\)?[ \t]*(?:\/[/*][^\n]*)?$/;

/** CONFIG_X is a macro for what is built in; for a module it is CONFIG_X_MODULE. */
function isDefined(symbol: string, config: KernelConfig): boolean {
  const value = config.value(symbol);
  return value !== undefined && value !== 'm';
}
