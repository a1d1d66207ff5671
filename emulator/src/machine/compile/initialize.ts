/** Initialisers, C11 6.7.9, as a list of stores. */
import type { Designator, Expression, Initializer } from '../../../../language/src/syntax/ast.ts';
import { type CType, type RecordType, resolve } from '../../../../language/src/types/types.ts';
import { constantNumber } from '../../../../language/src/typing/constant.ts';
import { Fault } from '../run/fault.ts';
import { withSite } from '../watch/watched-access.ts';
import { copyRun, storeBits, storeRun, storeValue } from './access.ts';
import { offsetAddress } from './addresses.ts';
import { castCode } from './cast.ts';
import type { BitRange, Code, Regs } from './code.ts';
import { stringUnits, valueCode } from './expressions.ts';
import type { FunctionContext } from './function-context.ts';

/** A subobject: bytes from the start of the whole object. */
interface Target {
  readonly offsetBytes: number;
  readonly type: CType;
  readonly bits: BitRange | undefined;
  /** Of `[first ... last]`, the outermost first. */
  readonly repeats?: readonly Repeat[];
  /** The members of unions that lead here. */
  readonly choices?: readonly Choice[];
}

/** How often a subobject occurs, and how far apart. */
interface Repeat {
  readonly count: number;
  readonly stepBytes: number;
}

/** A member of a union: one that is initialised later takes its place (C11 6.7.9p19). */
interface Choice {
  readonly startBits: number;
  readonly endBits: number;
  readonly index: number;
}

/** One scalar, record or string of an initialiser, and where it goes; without a value, bytes become zero. */
interface Store extends Target {
  readonly value: Expression | undefined;
}

interface Level {
  readonly target: Target;
  next: number;
}

/** Fills the object at an address. What the list does not name becomes zero. */
export function initializeRun(
  c: FunctionContext,
  type: CType,
  address: Code,
  initializer: Initializer,
): (r: Regs) => void {
  const runs = storesOf(c, type, initializer).map((store) => storeOf(c, address, store));
  const { memory } = c.machine;
  const clears = !c.isFileLevel && initializer.kind === 'initializerList';
  const size = clears ? c.sizeBytes(initializer.type) : 0;
  const at = address.run;
  if (size === 0 && runs.length === 1) return runs[0];
  return (r) => {
    if (size > 0) memory.fill(at(r) as number, 0, size);
    for (const run of runs) run(r);
  };
}

/** Bytes up to the end of what an initialiser fills: a flexible array may hold more than the type. */
export function initializerEnd(c: FunctionContext, type: CType, initializer: Initializer): number {
  const ends = storesOf(c, type, initializer).map((s) => lastOf(s).offsetBytes + storeBytes(c, s));
  return ends.reduce((end, other) => Math.max(end, other), 0);
}

function storesOf(c: FunctionContext, type: CType, initializer: Initializer): readonly Store[] {
  const out = new StoreList(c);
  collect(c, { offsetBytes: 0, type, bits: undefined }, initializer, out);
  return out.stores;
}

/** The last one of a range. */
function lastOf(target: Target): Target {
  const { repeats = [] } = target;
  if (repeats.length === 0) return target;
  const skip = repeats.reduce((sum, { count, stepBytes }) => sum + (count - 1) * stepBytes, 0);
  return { ...target, offsetBytes: target.offsetBytes + skip, repeats: [] };
}

function storeBytes(c: FunctionContext, s: Store): number {
  const t = resolve(s.type);
  if (t.kind === 'array' && t.length === undefined)
    return s.value?.kind === 'string' ? c.sizeBytes(s.value.type) : 0;
  return c.sizeBytes(s.type);
}

function storeOf(c: FunctionContext, base: Code, store: Store): (r: Regs) => void {
  const { repeats = [], value } = store;
  const address = offsetAddress(c, base, store.offsetBytes);
  if (repeats.length === 0) return oneStore(c, address, store, value && valueCode(c, value));
  // The value is computed once, and stored everywhere.
  const skip = c.register();
  const { run } = address;
  const at: Code = { kind: address.kind, run: (r) => (run(r) as number) + (r[skip] as number) };
  const [code, first] = value ? onceRun(c, valueCode(c, value)) : [];
  const write = oneStore(c, at, store, code);
  return (r) => {
    first?.(r);
    everywhere(repeats, 0, 0, (bytes) => {
      r[skip] = bytes;
      write(r);
    });
  };
}

/** The value in a register, and what puts it there. */
function onceRun(c: FunctionContext, { kind, run }: Code): [Code, (r: Regs) => void] {
  const hold = c.register();
  const set = (r: Regs): void => {
    r[hold] = run(r);
  };
  return [{ kind, run: (r) => r[hold], reg: hold }, set];
}

function everywhere(
  repeats: readonly Repeat[],
  level: number,
  start: number,
  visit: (bytes: number) => void,
): void {
  if (level === repeats.length) {
    visit(start);
    return;
  }
  const { count, stepBytes } = repeats[level];
  for (let i = 0; i < count; i++) everywhere(repeats, level + 1, start + i * stepBytes, visit);
}

function oneStore(
  c: FunctionContext,
  address: Code,
  store: Store,
  code: Code | undefined,
): (r: Regs) => void {
  const { type, value, bits } = store;
  const { memory } = c.machine;
  const t = resolve(type);
  const kind = c.kind(type);
  if (value === undefined || code === undefined) {
    const size = c.sizeBytes(type);
    return (r) => memory.fill(address.run(r) as number, 0, size);
  }
  if (t.kind === 'array' && value.kind === 'string') return textStore(c, address, t.length, value);
  if (kind === 'aggregate' || t.kind === 'array')
    return copyRun(c, address, code.run, c.sizeBytes(value.type), {
      load: c.site(value.token, value),
      store: c.site(value.token),
    });
  const run = withSite(c, c.site(value.token), castCode(code, kind).run);
  return bits ? storeBits(c, address, kind, bits, run) : storeRun(memory, kind, address, run);
}

function textStore(
  c: FunctionContext,
  address: Code,
  length: number | undefined,
  value: Expression & { kind: 'string' },
): (r: Regs) => void {
  const { memory } = c.machine;
  const t = resolve(value.type);
  const unitBytes = t.kind === 'array' ? c.sizeBytes(t.element) : 1;
  const units = stringUnits(c, value);
  const count = length ?? units.length;
  const kind = unitBytes === 4 ? 'u32' : unitBytes === 2 ? 'u16' : 'u8';
  return (r) => {
    const at = address.run(r) as number;
    for (let i = 0; i < count; i++) storeValue(memory, kind, at + i * unitBytes, units[i] ?? 0);
  };
}

function collect(c: FunctionContext, target: Target, init: Initializer, out: StoreList): void {
  if (init.kind !== 'initializerList') {
    out.add(target, init);
    return;
  }
  const t = resolve(target.type);
  const only = init.items.length === 1 ? init.items[0] : undefined;
  const isText = only?.value.kind === 'string' && t.kind === 'array' && isScalarElement(t.element);
  if (t.kind !== 'record' && t.kind !== 'array' && t.kind !== 'vector') {
    if (init.items[0]) collect(c, target, init.items[0].value, out);
  } else if (only && isText && only.designators.length === 0) collect(c, target, only.value, out);
  else {
    out.forget(target);
    out.clearRanges(target);
    collectList(c, target, init, out);
  }
}

function isScalarElement(type: CType): boolean {
  const t = resolve(type);
  return t.kind === 'integer';
}

function collectList(
  c: FunctionContext,
  target: Target,
  list: Initializer & { kind: 'initializerList' },
  out: StoreList,
): void {
  const levels: Level[] = [{ target, next: 0 }];
  for (const { designators, value } of list.items) {
    const next =
      designators.length === 0 ? nextTarget(c, levels) : designated(c, levels, designators);
    if (next === undefined) continue;
    if (value.kind === 'initializerList') collect(c, next, value, out);
    else collect(c, descend(c, levels, next, value), value, out);
  }
}

/** What designators name; behind a range, the list goes on with what follows its last element. */
function designated(
  c: FunctionContext,
  levels: Level[],
  designators: readonly Designator[],
): Target | undefined {
  levels.length = 1;
  let target: Target | undefined = levels[0].target;
  for (const [i, d] of designators.entries()) {
    if (target === undefined) return undefined;
    if (i > 0) levels.push({ target: lastOf(target), next: 0 });
    target = d.index
      ? rangeTarget(c, levels[levels.length - 1], target, d)
      : memberTarget(c, levels, target, d);
  }
  return target;
}

function rangeTarget(
  c: FunctionContext,
  level: Level,
  array: Target,
  { index, lastIndex }: Designator,
): Target | undefined {
  const first = constantNumber(c.parser, index as Expression) ?? 0;
  const last = lastIndex ? (constantNumber(c.parser, lastIndex) ?? first) : first;
  level.next = last + 1;
  const target = elementTarget(c, array, first);
  if (target === undefined || last <= first) return target;
  const repeat = { count: last - first + 1, stepBytes: c.sizeBytes(target.type) };
  return { ...target, repeats: [...(array.repeats ?? []), repeat] };
}

function memberTarget(
  c: FunctionContext,
  levels: Level[],
  record: Target,
  d: Designator,
): Target | undefined {
  let target = record;
  for (const [i, member] of d.path.entries()) {
    if (i > 0) levels.push({ target: lastOf(target), next: 0 });
    const t = resolve(target.type);
    const index = t.kind === 'record' ? (t.members?.indexOf(member) ?? -1) : -1;
    if (t.kind !== 'record' || index < 0) return undefined;
    target = recordTarget(c, target, t, index);
    levels[levels.length - 1].next = index + 1;
  }
  return target;
}

function elementTarget(c: FunctionContext, target: Target, index: number): Target | undefined {
  const t = resolve(target.type);
  if (t.kind !== 'array' && t.kind !== 'vector') return undefined;
  const offsetBytes = target.offsetBytes + index * c.sizeBytes(t.element);
  return { ...target, offsetBytes, type: t.element, bits: undefined };
}

function recordTarget(c: FunctionContext, target: Target, t: RecordType, index: number): Target {
  const layout = c.parser.layouts.layout(t);
  const member = t.members?.[index];
  if (layout === undefined || member === undefined)
    throw new Fault('unsupported', 'an initialiser for a record that is not complete');
  const offsetBits = layout.offsetsBits[index];
  const { type, bitWidth } = member;
  const outer = t.keyword === 'union' ? chosen(target, layout.sizeBytes, index) : target;
  if (bitWidth !== undefined) return { ...outer, type, bits: { offsetBits, widthBits: bitWidth } };
  return { ...outer, offsetBytes: target.offsetBytes + offsetBits / 8, type, bits: undefined };
}

function chosen(target: Target, sizeBytes: number, index: number): Target {
  const startBits = 8 * target.offsetBytes;
  const choice = { startBits, endBits: startBits + 8 * sizeBytes, index };
  return { ...target, choices: [...(target.choices ?? []), choice] };
}

/** The next subobject in order, leaving aggregates that are full. */
function nextTarget(c: FunctionContext, levels: Level[]): Target | undefined {
  for (;;) {
    const target = takeNext(c, levels[levels.length - 1]);
    if (target !== undefined || levels.length === 1) return target;
    levels.pop();
  }
}

function takeNext(c: FunctionContext, level: Level): Target | undefined {
  const t = resolve(level.target.type);
  if (t.kind === 'array' || t.kind === 'vector') {
    const length = t.kind === 'array' ? t.length : t.sizeBytes / c.sizeBytes(t.element);
    if (length !== undefined && level.next >= length) return undefined;
    return elementTarget(c, level.target, level.next++);
  }
  if (t.kind !== 'record') return level.next++ === 0 ? level.target : undefined;
  const members = t.members ?? [];
  if (t.keyword === 'union' && level.next > 0) return undefined;
  while (members[level.next]?.name === undefined && members[level.next]?.bitWidth !== undefined)
    level.next++;
  return level.next < members.length ? recordTarget(c, level.target, t, level.next++) : undefined;
}

/** A value that is no aggregate itself initialises the first scalar of one (6.7.9p20). */
function descend(c: FunctionContext, levels: Level[], start: Target, value: Expression): Target {
  let target = start;
  for (;;) {
    const t = resolve(target.type);
    if (t.kind !== 'record' && t.kind !== 'array' && t.kind !== 'vector') return target;
    if (t.kind === 'array' && value.kind === 'string' && isScalarElement(t.element)) return target;
    const v = resolve(value.type);
    if (v === t || (t.kind === 'vector' && v.kind === 'vector')) return target;
    if (t.kind === 'array' && v.kind === 'array' && value.kind === 'compoundLiteral') return target;
    const level = { target, next: 0 };
    const inner = takeNext(c, level);
    if (inner === undefined) return target;
    levels.push({ ...level, target: lastOf(target) });
    target = inner;
  }
}

/** The stores of one initialiser: later ones take the place of earlier ones (C11 6.7.9p19). */
class StoreList {
  private readonly c: FunctionContext;
  stores: Store[] = [];
  /** Nothing was stored from here on: most initialisers go upwards only. */
  private endBits = 0;

  constructor(c: FunctionContext) {
    this.c = c;
  }

  add(target: Target, value: Expression): void {
    this.forget(target);
    this.stores.push({ ...target, value });
    this.endBits = Math.max(this.endBits, this.span(target)[1]);
  }

  /** Takes back what was stored into a subobject, and into other members of its unions. */
  forget(target: Target): void {
    const [start, end] = this.span(target);
    if (start < this.endBits) {
      const stays = (s: Store): boolean => !this.isInside(s, start, end);
      this.stores = this.stores.filter((s) => isRange(s) || stays(s));
    }
    for (const choice of target.choices ?? []) {
      if (choice.startBits >= this.endBits) continue;
      this.stores = this.stores.filter(
        (s) => !this.isInside(s, choice.startBits, choice.endBits) || hasChoice(s, choice),
      );
    }
  }

  /** A range may reach beyond an aggregate that is given anew: what of it lies there becomes zero. */
  clearRanges(target: Target): void {
    const [start, end] = this.span(target);
    if (start < this.endBits && this.stores.some((s) => isRange(s) && this.overlaps(s, start, end)))
      this.stores.push({ ...target, value: undefined });
  }

  /** From the first bit to behind the last, of all that a range repeats. */
  private span(target: Target): [number, number] {
    const { bits, offsetBytes } = target;
    const start = 8 * offsetBytes + (bits?.offsetBits ?? 0);
    const last = 8 * lastOf(target).offsetBytes + (bits?.offsetBits ?? 0);
    return [start, last + (bits?.widthBits ?? 8 * this.bytes(target))];
  }

  private bytes(target: Target): number {
    const t = resolve(target.type);
    return t.kind === 'array' && t.length === undefined ? Infinity : this.c.sizeBytes(target.type);
  }

  private isInside(s: Store, start: number, end: number): boolean {
    const [from, to] = this.span(s);
    return from >= start && to <= end;
  }

  private overlaps(s: Store, start: number, end: number): boolean {
    const [from, to] = this.span(s);
    return from < end && to > start;
  }
}

function isRange(s: Store): boolean {
  return (s.repeats?.length ?? 0) > 0;
}

function hasChoice({ choices = [] }: Store, choice: Choice): boolean {
  return choices.some(
    (other) =>
      other.startBits === choice.startBits &&
      other.endBits === choice.endBits &&
      other.index === choice.index,
  );
}
