import type { Interner } from '../../../language/src/lexer/interner.ts';

/** Functions that profiled allocations stand behind (include/linux/alloc_tag.h). */
const WRAPPED = '_noprof';
const LAST = WRAPPED.charCodeAt(WRAPPED.length - 1);

/** What was seen of an interner's spellings, which only become more. */
interface Seen {
  size: number;
  readonly names: Map<number, number>;
  /** Those without a function of the plain name. */
  readonly alone: Set<number>;
}

const seen = new WeakMap<Interner, Seen>();

/** For each `f` that a text mentions together with an `f_noprof`, the spelling number of the latter. */
export function wrappedNames(interner: Interner): ReadonlyMap<number, number> {
  const known = seen.get(interner) ?? { size: 1, names: new Map(), alone: new Set() };
  seen.set(interner, known);
  for (; known.size < interner.size; known.size++)
    if (isWrapped(interner, known.size)) known.alone.add(known.size);
  for (const id of known.alone) {
    const plain = interner.find(interner.text(id).slice(0, -WRAPPED.length));
    if (plain === 0) continue;
    known.names.set(plain, id);
    known.alone.delete(id);
  }
  return known.names;
}

function isWrapped(interner: Interner, id: number): boolean {
  const length = interner.lengthOf(id);
  if (length <= WRAPPED.length) return false;
  const bytes = interner.bytesOf(id);
  return bytes[length - 1] === LAST && interner.text(id).endsWith(WRAPPED);
}
