import type { Conversion, Memdesc, MemdescModel } from './memdesc.ts';

/**
 * Two models of one profile as one. Both were computed from the same tree, so what they say about the
 * same record is the same; a memdesc that only some units see is added, and where one unit saw more
 * (a conversion in a header that the other does not include) the richer answer stays.
 */
export function mergeModels(a: MemdescModel | undefined, b: MemdescModel): MemdescModel {
  if (!a) return b;
  const memdescs = new Map<string, Memdesc>(a.memdescs.map((m) => [m.record, m]));
  for (const m of b.memdescs) memdescs.set(m.record, richer(memdescs.get(m.record), m));
  const conversions = new Map<string, Conversion>();
  for (const c of [...a.conversions, ...b.conversions]) conversions.set(conversionKey(c), c);
  return {
    page: b.page,
    memdescs: [...memdescs.values()],
    conversions: [...conversions.values()],
  };
}

const conversionKey = (c: Conversion): string =>
  `${c.name} ${c.from} ${c.to} ${c.place.file}:${c.place.line}`;

function richer(old: Memdesc | undefined, next: Memdesc): Memdesc {
  if (!old || next.pairs.length >= old.pairs.length) {
    return old?.kind === 'overlay' && next.kind === 'mirror' ? { ...next, kind: 'overlay' } : next;
  }
  return next.kind === 'overlay' && old.kind === 'mirror' ? { ...old, kind: 'overlay' } : old;
}
