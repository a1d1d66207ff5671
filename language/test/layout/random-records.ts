import fc from 'fast-check';

/** One member of a random record, as text with `NAME` where its name goes. */
function memberText(depth: number): fc.Arbitrary<string> {
  const scalar = fc.constantFrom(
    'char', 'signed char', 'unsigned short', 'int', 'unsigned', 'long', 'unsigned long', 'long long', 'unsigned long long',
    '_Bool', 'float', 'double', 'long double', 'void *', 'enum small', 'enum packed_enum',
  ); // biome-ignore format: a list
  const attribute = fc.constantFrom(
    '',
    '',
    '',
    '',
    ' __attribute__((packed))',
    ' __attribute__((aligned(2)))',
    ' __attribute__((aligned(8)))',
    ' __attribute__((aligned(32)))',
    ' __attribute__((aligned))',
  );
  const plain = fc.tuple(
    scalar,
    fc.constantFrom('NAME', 'NAME', 'NAME', 'NAME[3]', 'NAME[2][2]', '*NAME', 'NAME[0]'),
    attribute,
  );
  const bits = fc.tuple(
    fc.constantFrom(
      'unsigned char',
      'unsigned short',
      'int',
      'unsigned',
      'long',
      'unsigned long long',
      'enum small',
    ),
    fc.integer({ min: 0, max: 64 }),
    fc.constantFrom('', '', '', '', ' __attribute__((packed))', ' __attribute__((aligned(4)))'),
  );
  const choices = [
    plain.map(([t, d, a]) => `${t} ${d}${a};`),
    bits.map(([t, w, a]) => bitField(t, w, a)),
  ];
  if (depth > 0)
    choices.push(
      recordBody(depth - 1).map((b) => `${b};`),
      recordBody(depth - 1).map((b) => `${b} NAME;`),
    );
  return fc.oneof(...choices);
}

const WIDTHS: Record<string, number> = {
  'unsigned char': 8,
  'unsigned short': 16,
  int: 32,
  unsigned: 32,
  long: 32,
  'enum small': 32,
};

/** Width 0 and some narrow ones have no name: the ABIs differ most there. */
function bitField(type: string, width: number, attribute: string): string {
  const limit = WIDTHS[type] ?? 64;
  const bits = width % (limit + 1);
  const unnamed = bits === 0 || (bits % 5 === 1 && attribute === '');
  return `${type} ${unnamed ? '' : 'NAME '}: ${bits}${unnamed ? '' : attribute};`;
}

function recordBody(depth: number): fc.Arbitrary<string> {
  const tail = fc.constantFrom(
    '',
    '',
    '',
    '',
    '',
    ' __attribute__((packed))',
    ' __attribute__((aligned(16)))',
    ' __attribute__((packed, aligned(4)))',
  );
  const members = fc.array(memberText(depth), { minLength: 1, maxLength: 6 });
  return fc
    .tuple(fc.constantFrom('struct', 'struct', 'struct', 'union'), members, tail)
    .map(([keyword, list, end]) => `${keyword} { ${list.join(' ')} }${end}`);
}

const PREAMBLE = `
enum small { ZERO, ONE };
enum __attribute__((packed)) packed_enum { TINY };
`;

/** A C file of `count` random records `struct r0`…; the same seed gives the same file. */
export function randomRecords(count: number, seed: number): string {
  const bodies = fc.sample(recordBody(2), { numRuns: count, seed });
  let names = 0;
  const records = bodies.map((body, i) => {
    const text = body
      .replace(/^(struct|union) /, `$1 r${i} `)
      .replaceAll('NAME', () => `m${names++}`);
    return `${pragma(i, true)}${text};\n${pragma(i, false)}`;
  });
  return PREAMBLE + records.join('');
}

/** Every eleventh record stands under `#pragma pack`. */
function pragma(index: number, open: boolean): string {
  if (index % 11 !== 10) return '';
  return open ? `#pragma pack(push, ${[1, 2, 4][index % 3]})\n` : '#pragma pack(pop)\n';
}
