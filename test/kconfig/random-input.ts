import type { Configuration } from '../../server/src/kernel/kconfig/configuration.ts';
import type { KconfigSymbol } from '../../server/src/kernel/kconfig/model.ts';

/** A tenth of all symbols with random values, the same for the same seed; some values cannot be. */
export function randomInput({ tree }: Configuration, seed: number): string {
  const random = randomNumbers(seed + 1);
  const lines: string[] = [];
  for (const symbol of tree.symbols.all()) {
    if (symbol.entries.length > 0 && random() < 0.1) lines.push(randomLine(symbol, random));
  }
  return `${lines.join('\n')}\n`;
}

/** A symbol that a user sees under the configuration, and another value for it. */
export function randomSetting(
  { tree, values }: Configuration,
  seed: number,
): { readonly name: string; readonly value: string } {
  const random = randomNumbers(seed + 1);
  const seen = [...tree.symbols.all()].filter((symbol) => {
    values.compute(symbol);
    return symbol.visible !== 0 && /^(bool|tristate)$/.test(symbol.type) && !symbol.choice;
  });
  const symbol = seen[Math.floor(random() * seen.length)];
  if (symbol === undefined) throw new Error('no symbol can be seen');
  return { name: symbol.name, value: values.text(symbol) === 'n' ? 'y' : 'n' };
}

function randomLine({ name, type }: KconfigSymbol, random: () => number): string {
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? '';
  switch (type) {
    case 'bool':
    case 'tristate':
      return pick([`CONFIG_${name}=y`, `CONFIG_${name}=m`, `# CONFIG_${name} is not set`]);
    case 'string':
      return `CONFIG_${name}=${pick(['""', '"a b"', '"a\\"b"', '"x'])}`;
    case 'hex':
      return `CONFIG_${name}=${pick(['0x10', '0xffff', '20', '0xg'])}`;
    default:
      return `CONFIG_${name}=${pick(['0', '7', '64', '100000', '-3', '08', 'y'])}`;
  }
}

/** Mulberry32: small, and the same on every machine. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
