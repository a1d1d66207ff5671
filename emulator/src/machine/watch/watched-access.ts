/** What a watched machine does around an access: says which code it is, and checks where it leads. */
import type { Code, Place, Run } from '../compile/code.ts';
import type { FunctionContext } from '../compile/function-context.ts';
import type { Value } from '../values/scalar-kind.ts';
import type { CodeSite } from './observer.ts';
import type { Watch } from './watch.ts';

type MemoryPlace = Place & { where: 'memory' };

/** The address of a place for one access to it: checked, with the code's site made known. */
export function accessAddress(c: FunctionContext, place: MemoryPlace): Code {
  const { watch } = c.machine;
  const { site, bound, address } = place;
  if (watch === undefined || site === undefined) return address;
  if (place.isLocal) return { kind: address.kind, run: withLocal(watch, site, address.run) };
  const { run } = address;
  const mask = alignmentMask(c, place);
  if (bound === undefined && mask === 0) return memberAddress(c, watch, site, address);
  const size = bound || mask > 0 ? accessBytes(c, place) : 0;
  const checked: Run = (r) => {
    const a = run(r) as number;
    watch.site = site;
    if (bound) watch.checkIndex(r[bound.baseReg] as number, a, size, bound.arrayBytes);
    if (mask > 0 && (Number(a) & mask) !== 0) watch.misaligned(a, mask + 1);
    return a;
  };
  return { kind: address.kind, run: checked };
}

/** Bytes of an access: a bit-field may end before the unit of its type does, in a packed record. */
function accessBytes(c: FunctionContext, { type, bits }: MemoryPlace): number {
  return bits ? Math.ceil((bits.offsetBits + bits.widthBits) / 8) : c.sizeBytes(type);
}

/** The commonest accesses, of a pointer's member, without a call for the pointer. */
function memberAddress(c: FunctionContext, watch: Watch, site: CodeSite, address: Code): Code {
  const { kind, run, reg, baseReg = reg, offsetBytes = 0 } = address;
  if (baseReg === undefined) return { kind, run: withSite(c, site, run) };
  return {
    kind,
    run: (r) => {
      const base = r[baseReg];
      const a = typeof base === 'number' ? base + offsetBytes : run(r);
      watch.site = site;
      return a;
    },
  };
}

/** The low bits that must be 0 where the target traps; 0 where any address will do. */
function alignmentMask(c: FunctionContext, place: MemoryPlace): number {
  if (!c.machine.trapsMisaligned || place.packed || place.bits) return 0;
  const size = c.kind(place.type) === 'aggregate' ? 1 : c.alignBytes(place.type);
  return size - 1;
}

/** The value that is about to be stored in a place. */
export function storedValue(c: FunctionContext, place: MemoryPlace, run: Run): Run {
  const { watch } = c.machine;
  const { site } = place;
  if (watch && site && place.isLocal) return withLocal(watch, site, run);
  return withSite(c, site, run);
}

/** The next access is one to a variable by its name: no one asks whose bytes those are. */
function withLocal(watch: Watch, site: CodeSite, run: Run): Run {
  const { memory } = watch;
  return (r): Value => {
    const v = run(r);
    watch.site = site;
    memory.isLocal = true;
    return v;
  };
}

/** Makes a site known right before what comes next. */
export function withSite(c: FunctionContext, site: CodeSite | undefined, run: Run): Run {
  const { watch } = c.machine;
  if (watch === undefined || site === undefined) return run;
  return (r): Value => {
    const v = run(r);
    watch.site = site;
    return v;
  };
}
