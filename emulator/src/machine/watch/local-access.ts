/**
 * Loads and stores of a frame's scalar variables by their names, in a watched machine. Most accesses are
 * such: each is one piece of code, which asks no one whose the bytes are.
 */
import { R_FRAME, type Regs, type Run } from '../compile/code.ts';
import type { Kind } from '../values/scalar-kind.ts';
import type { CodeSite } from './observer.ts';
import type { Watch } from './watch.ts';

/** @returns undefined for a kind that is too rare to be quick */
export function localLoad(
  watch: Watch,
  kind: Kind,
  site: CodeSite,
  offset: number,
): Run | undefined {
  const { memory } = watch;
  switch (kind) {
    case 'bool': case 'u8':
      return (r) => { watch.site = site; return memory.localU8((r[R_FRAME] as number) + offset); };
    case 'i32':
      return (r) => { watch.site = site; return memory.localI32((r[R_FRAME] as number) + offset); };
    case 'u32':
      return (r) => { watch.site = site; return memory.localI32((r[R_FRAME] as number) + offset) >>> 0; };
    case 'i64':
      return (r) => { watch.site = site; return memory.localI64((r[R_FRAME] as number) + offset); };
    case 'u64':
      return (r) => { watch.site = site; return memory.localU64((r[R_FRAME] as number) + offset); };
    default: return undefined;
  } // biome-ignore format: a table
}

/** Stores a value of the kind; the code's value is the stored one. @returns undefined for a rare kind */
export function localStore(
  watch: Watch,
  kind: Kind,
  site: CodeSite,
  offset: number,
  value: Run,
): Run | undefined {
  const { memory } = watch;
  switch (kind) {
    case 'bool': case 'u8': case 'i8':
      return (r) => { const v = value(r) as number; watch.site = site; memory.setLocal8((r[R_FRAME] as number) + offset, v); return v; };
    case 'i32': case 'u32':
      return (r) => { const v = value(r) as number; watch.site = site; memory.setLocal32((r[R_FRAME] as number) + offset, v); return v; };
    case 'i64': case 'u64':
      return (r) => { const v = value(r); watch.site = site; memory.setLocal64((r[R_FRAME] as number) + offset, v); return v; };
    default: return undefined;
  } // biome-ignore format: a table
}

/** An argument goes from its register to where the parameter lies. */
export function parameterStore(
  watch: Watch,
  kind: Kind,
  reg: number,
  offset: number,
): ((r: Regs) => void) | undefined {
  const { memory } = watch;
  switch (kind) {
    case 'bool': case 'u8': case 'i8':
      return (r) => memory.setLocal8((r[R_FRAME] as number) + offset, (r[reg] ?? 0) as number);
    case 'i32': case 'u32':
      return (r) => memory.setLocal32((r[R_FRAME] as number) + offset, (r[reg] ?? 0) as number);
    case 'i64': case 'u64':
      return (r) => memory.setLocal64((r[R_FRAME] as number) + offset, r[reg] ?? 0);
    default: return undefined;
  } // biome-ignore format: a table
}
