/** A random program that computes values into one object, and the same object as a constant. */

import assert from 'node:assert/strict';
import { callFunction, watchedMachine } from '../../emulator/test/watch-kit.ts';
import type { Target } from '../../language/src/targets/target.ts';
import {
  Random, type RandomRecord, randomInteger, randomRecord, SHORT_TYPES, TYPES, VALUES,
} from './random-source.ts'; // biome-ignore format: a list

export interface Source {
  readonly types: readonly string[];
  readonly values: readonly number[];
  readonly expressions: readonly string[];
  readonly records: readonly RandomRecord[];
}

/** @param count of expressions; there is a record for every fifth */
export function randomSource(target: Target, seed: number, count: number): Source {
  const random = new Random(seed);
  const types = target.int128 ? TYPES : SHORT_TYPES;
  return {
    types,
    values: types.map(() => random.pick(VALUES)),
    expressions: Array.from({ length: count }, () =>
      randomInteger(random, 1 + random.below(3), types),
    ),
    records: Array.from({ length: Math.ceil(count / 5) }, (_, i) => randomRecord(random, `r${i}`)),
  };
}

/** The types, and `struct all` with every value. */
export function declarations({ types, records, expressions }: Source): string {
  const members = records.map((_, i) => `struct r${i} x${i};`).join('\n  ');
  const definitions = records.map((r) => `${r.definition};`).join('\n');
  return `${definitions}\nstruct all {\n  ${types[9]} out[${expressions.length}];\n  ${members}\n};\n`;
}

/** As one constant: the compiler's own arithmetic gives the bytes. */
export function constantText(s: Source): string {
  const variables = s.types.map((type, i) => `#define v${i} ((${type})(${s.values[i]}))`);
  const out = s.expressions.map((e) => `    (${s.types[9]})${e},`);
  const records = s.records.map((r, i) => {
    const items = r.values.map(({ path, value }) => `.${path} = ${value}`);
    return `  .x${i} = { ${items.join(', ')} },`;
  });
  return `${variables.join('\n')}\n${declarations(s)}
struct all all __attribute__((section(".ptdesc"))) = {
  .out = {\n${out.join('\n')}\n  },\n${records.join('\n')}\n};\n`;
}

/** The same computed in a run: variables, loads and stores. */
export function programText(s: Source): string {
  const variables = s.types.map((type, i) => `static ${type} v${i} = ${s.values[i]};`);
  const out = s.expressions.map((e, i) => `  all.out[${i}] = ${e};`);
  const records = s.records.flatMap((r, i) =>
    r.values.map(({ path, value }) => `  all.x${i}.${path} = ${value};`),
  );
  return `${variables.join('\n')}\n${declarations(s)}struct all all;
unsigned long f(void)\n{\n${[...out, ...records].join('\n')}\n  return (unsigned long)&all;\n}
unsigned long size(void) { return sizeof(all); }\n`;
}

/** The bytes after a run of the same on a machine of the target. */
export function emulated(target: Target, text: string): Uint8Array {
  const { machine, watch } = watchedMachine(text, { target, wrapsOverflow: true });
  const address = Number(callFunction(machine, 'f'));
  const sizeBytes = Number(callFunction(machine, 'size'));
  assert.deepEqual(watch.findings, []);
  return watch.memory.peek(address, sizeBytes);
}
