/** Random C: expressions that C defines, and records with values for their members. */

/** A small generator with a seed: a failure can be repeated. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 4294967296) * limit);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

/** The types of the variables v0, v1…; the last two are floating. */
export const TYPES = [
  'signed char', 'unsigned char', 'short', 'unsigned short', 'int', 'unsigned', 'long', 'unsigned long', '__int128', 'unsigned __int128', '_Bool', 'float', 'double',
]; // biome-ignore format: a table

/** The same where there are no 128 bits. */
export const SHORT_TYPES = TYPES.map((type) => type.replace('__int128', 'long long'));

export const VALUES = [
  0, 1, 2, 3, 7, 31, 63, 127, 128, 255, 32767, 65535, 2147483647, -1, -2, -128, -32768,
];

/** Only what C defines: divisors are odd, counts are small, floats are compared and not converted. */
export function randomInteger(random: Random, depth: number, types: readonly string[]): string {
  if (depth === 0)
    return random.below(3) === 0 ? literal(random) : `v${random.below(types.length - 2)}`;
  const a = () => randomInteger(random, depth - 1, types);
  const widest = types[9] === undefined ? 'unsigned' : types[9].replace('unsigned', '');
  switch (random.below(9)) {
    case 0: return `((unsigned long)${a()} ${random.pick(['+', '-', '*'])} ${a()})`;
    case 1: return `(${a()} ${random.pick(['&', '|', '^', '<', '>', '<=', '==', '!=', '&&', '||'])} ${a()})`;
    case 2: return `(${a()} ${random.pick(['/', '%'])} (unsigned)((${a()}) | 1))`;
    case 3: return `((unsigned${random.pick(['', ' long', widest])})(${a()}) ${random.pick(['<<', '>>'])} (${a()} & 15))`;
    case 4: return `((${a()}) >> (${a()} & 7))`;
    case 5: return `(${random.pick(['~', '!', '-(unsigned)'])}${a()})`;
    case 6: return `((${random.pick(types.slice(0, 11))})${a()})`;
    case 7: return `(${a()} ? ${a()} : ${a()})`;
    default: return `((${random.pick(['v11', 'v12'])} ${random.pick(['<', '>=', '=='])} ${a()}) + (int)(short)${a()})`;
  } // biome-ignore format: a table
}

function literal(random: Random): string {
  const suffix = random.pick(['', 'u', 'l', 'ul']);
  const value = random.pick(VALUES);
  return value < 0 ? `(${value}${suffix})` : `${value}${suffix}`;
}

/** A record type and a value for each of its scalars, by the path that names it. */
export interface RandomRecord {
  readonly definition: string;
  readonly values: readonly { readonly path: string; readonly value: string }[];
}

const INTEGERS = ['char', 'signed char', 'short', 'unsigned short', 'int', 'unsigned', 'long', 'unsigned long', 'long long', '_Bool']; // biome-ignore format: a list
const WIDTHS: Readonly<Record<string, number>> = {
  'unsigned char': 8, 'unsigned short': 16, int: 32, unsigned: 32, 'signed char': 8, 'unsigned long long': 64,
}; // biome-ignore format: a table

export function randomRecord(random: Random, name: string, depth = 2): RandomRecord {
  const values: { path: string; value: string }[] = [];
  const members = Array.from({ length: 1 + random.below(6) }, (_, i) => {
    const member = `m${i}`;
    return memberText(random, member, depth, values);
  });
  const tail = random.pick([
    '',
    '',
    '',
    ' __attribute__((packed))',
    ' __attribute__((aligned(8)))',
  ]);
  return { definition: `struct ${name} { ${members.join(' ')} }${tail}`, values };
}

function memberText(
  random: Random,
  name: string,
  depth: number,
  values: { path: string; value: string }[],
): string {
  const value = (): string => String(random.pick(VALUES));
  switch (random.below(depth > 0 ? 6 : 5)) {
    case 0: case 1: {
      const type = random.pick(Object.keys(WIDTHS));
      const width = 1 + random.below(WIDTHS[type] as number);
      if (random.below(8) === 0) return `${type} : ${random.pick([0, width])};`;
      values.push({ path: name, value: value() });
      return `${type} ${name} : ${width};`;
    }
    case 2: {
      values.push({ path: `${name}[1]`, value: value() });
      return `${random.pick(INTEGERS)} ${name}[${2 + random.below(3)}];`;
    }
    case 5: {
      const inner = randomRecord(random, '', depth - 1);
      values.push(...inner.values.map((v) => ({ path: `${name}.${v.path}`, value: v.value })));
      return `${inner.definition} ${name};`;
    }
    default: {
      values.push({ path: name, value: value() });
      return `${random.pick(INTEGERS)} ${name};`;
    }
  } // biome-ignore format: cases
}
