import type { Random } from './random.ts';

const WORDS = [
  'struct', 'union', 'page', 'ptdesc', 'folio', '{', '}', '(', ')', '[', ']', ';', ',', '*', '->', '.', '...', '#', '##', '\\', '"', "'", '/*', '*/', '//',
  '#if', '#ifdef X', '#else', '#endif', '#include <linux/mm.h>', '#define f(x) x', '#undef page', '0x', '1e999', '08', '18446744073709551616', '1.0p', 'L"', 'u8',
  'typedef', 'enum', 'sizeof', 'typeof', '__attribute__((packed))', '__attribute__((aligned(1 << 30)))', '_Static_assert(', '__builtin_offsetof(', 'asm("', 'case', 'default:',
  'goto', '__VA_OPT__(', '__COUNTER__', '_Generic(', '({', '})', ': 7', ': 99', '?', '=', '\u0000', '\ufffd', '\r', '\u2028',
]; // biome-ignore format: a list

/** A C file with a few things wrong in it. */
export function mutate(text: string, random: Random): string {
  let result = text;
  for (let count = 1 + random.below(6); count > 0; count--) result = mutateOnce(result, random);
  return result;
}

function mutateOnce(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const end = Math.min(text.length, at + random.below(200));
  switch (random.below(7)) {
    case 0:
      return text.slice(0, at) + text.slice(end);
    case 1:
      return text.slice(0, end) + text.slice(at);
    case 2:
      return text.slice(0, at);
    case 3:
      return text.replace(/\b\d+\b/, () =>
        random.pick(['0', '-1', '1 << 31', '4294967296', '0x7fffffffffffffff']),
      );
    case 4: {
      const from = random.below(text.length + 1);
      return text.slice(0, at) + text.slice(from, from + random.below(300)) + text.slice(at);
    }
    default:
      return `${text.slice(0, at)} ${random.pick(WORDS)} ${text.slice(at)}`;
  }
}
