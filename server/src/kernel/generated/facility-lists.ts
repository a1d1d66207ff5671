/**
 * s390's facility-defs.h: lists of facilities as words of 64 bits, bit 0 the most significant one
 * (arch/s390/tools/gen_facilities.c).
 */
import type { KernelConfig } from '../kernel-config.ts';

const WORD_BITS = 64;

/**
 * @param source the text of gen_facilities.c
 * @returns undefined when it is written in a way that is not known here
 */
export function facilityListsText(source: string, config: KernelConfig): string | undefined {
  const text = underConfig(source.replace(/\/\*.*?\*\//gs, ''), config);
  if (text === undefined) return undefined;
  const list = /\.name\s*=\s*"(\w+)"\s*,\s*\.bits\s*=\s*\(int\s*\[\]\)\s*\{([^}]*)\}/g;
  const lines = [...text.matchAll(list)].map(([, name = '', bits = '']) => listLine(name, bits));
  if (lines.length === 0 || lines.includes(undefined)) return undefined;
  return ['#include <linux/const.h>', '', ...lines, ''].join('\n');
}

/** The lines that `#ifdef CONFIG_X` leaves; undefined where there is another condition. */
function underConfig(text: string, config: KernelConfig): string | undefined {
  const kept: string[] = [];
  const open: boolean[] = [];
  for (const line of text.split('\n')) {
    const [, directive = '', rest = ''] = /^\s*#\s*(\w+)\s*(.*)$/.exec(line) ?? [];
    const [, negated, symbol] =
      /^(?:if(n?)def)\s+CONFIG_(\w+)$/.exec(`${directive} ${rest.trim()}`) ?? [];
    if (symbol !== undefined) open.push(config.isSet(symbol) === (negated === ''));
    else if (directive === 'endif') open.pop();
    else if (/^(if|el)/.test(directive)) return undefined;
    else if (!open.includes(false)) kept.push(line);
  }
  return kept.join('\n');
}

/** The numbers of bits up to -1. */
function listLine(name: string, written: string): string | undefined {
  const numbers = written.split(',').map((each) => each.trim());
  const end = numbers.indexOf('-1');
  const bits = numbers.slice(0, end).map(Number);
  if (end < 0 || !bits.every((bit) => Number.isSafeInteger(bit) && bit >= 0)) return undefined;
  const words: bigint[] = Array(Math.floor(Math.max(0, ...bits) / WORD_BITS) + 1).fill(0n);
  for (const bit of bits) {
    const word = Math.floor(bit / WORD_BITS);
    words[word] = (words[word] as bigint) | (1n << BigInt(WORD_BITS - 1 - (bit % WORD_BITS)));
  }
  const values = words.map((word) => `_AC(0x${word.toString(16).padStart(16, '0')},UL)`);
  return `#define ${name} ${values.join(',')}`;
}
