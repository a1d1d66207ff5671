/** Initialisers, C11 6.7.9, as a list of stores. */
import type { Designator, Expression, Initializer } from '../../../language/src/index.ts';
import { type CType, type RecordType, resolve } from '../../../language/src/types/types.ts';
import { constantNumber } from '../../../language/src/typing/constant.ts';
import { copyRun, storeBits, storeRun, storeValue } from './access.ts';
import { offsetAddress } from './addresses.ts';
import { castCode } from './cast.ts';
import type { BitRange, Code, Regs } from './code.ts';
import { stringUnits, valueCode } from './expressions.ts';
import { Fault } from './fault.ts';
import type { FunctionContext } from './function-context.ts';
import { withSite } from './watched-access.ts';

/** One scalar, record or string of an initialiser, and where it goes. */
interface Store {
  readonly offsetBytes: number;
  readonly type: CType;
  readonly bits: BitRange | undefined;
  readonly value: Expression;
}

/** A subobject: bytes from the start of the whole object. */
interface Target {
  readonly offsetBytes: number;
  readonly type: CType;
  readonly bits: BitRange | undefined;
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
  const stores: Store[] = [];
  collect(c, { offsetBytes: 0, type, bits: undefined }, initializer, stores);
  const runs = stores.map((store) => storeOf(c, address, store));
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
  const stores: Store[] = [];
  collect(c, { offsetBytes: 0, type, bits: undefined }, initializer, stores);
  return stores.reduce((end, s) => Math.max(end, s.offsetBytes + storeBytes(c, s)), 0);
}

function storeBytes(c: FunctionContext, s: Store): number {
  const t = resolve(s.type);
  if (t.kind === 'array' && t.length === undefined)
    return s.value.kind === 'string' ? c.sizeBytes(s.value.type) : 0;
  return c.sizeBytes(s.type);
}

function storeOf(c: FunctionContext, base: Code, store: Store): (r: Regs) => void {
  const { type, value, bits } = store;
  const address = offsetAddress(c, base, store.offsetBytes);
  const t = resolve(type);
  if (t.kind === 'array' && value.kind === 'string') return textStore(c, address, t.length, value);
  const kind = c.kind(type);
  const code = valueCode(c, value);
  const { memory } = c.machine;
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

function collect(c: FunctionContext, target: Target, init: Initializer, out: Store[]): void {
  if (init.kind !== 'initializerList') {
    out.push({ ...target, value: literalOf(c, target, init, out) });
    return;
  }
  const t = resolve(target.type);
  const only = init.items.length === 1 ? init.items[0] : undefined;
  const isText = only?.value.kind === 'string' && t.kind === 'array' && isScalarElement(t.element);
  if (t.kind !== 'record' && t.kind !== 'array' && t.kind !== 'vector') {
    if (init.items[0]) collect(c, target, init.items[0].value, out);
  } else if (only && isText && only.designators.length === 0) collect(c, target, only.value, out);
  else collectList(c, target, init, out);
}

function isScalarElement(type: CType): boolean {
  const t = resolve(type);
  return t.kind === 'integer';
}

/** At file level a compound literal may initialise its own type: its bytes are copied. */
function literalOf(_c: FunctionContext, _t: Target, init: Expression, _out: Store[]): Expression {
  return init;
}

function collectList(
  c: FunctionContext,
  target: Target,
  list: Initializer & { kind: 'initializerList' },
  out: Store[],
): void {
  const levels: Level[] = [{ target, next: 0 }];
  for (const item of list.items) {
    const range = item.designators.find((d) => d.lastIndex !== undefined);
    if (range === undefined) {
      collectItem(c, levels, item.designators, item.value, out, 0);
      continue;
    }
    const first = constantNumber(c.parser, range.index as Expression) ?? 0;
    const last = constantNumber(c.parser, range.lastIndex as Expression) ?? 0;
    for (let i = first; i <= last; i++)
      collectItem(c, levels, item.designators, item.value, out, i);
  }
}

function collectItem(
  c: FunctionContext,
  levels: Level[],
  designators: readonly Designator[],
  value: Initializer,
  out: Store[],
  rangeIndex: number,
): void {
  let target: Target | undefined;
  if (designators.length === 0) target = nextTarget(c, levels);
  else target = designated(c, levels, designators, rangeIndex);
  if (target === undefined) return;
  if (value.kind === 'initializerList') collect(c, target, value, out);
  else collect(c, descend(c, levels, target, value), value, out);
}

function designated(
  c: FunctionContext,
  levels: Level[],
  designators: readonly Designator[],
  rangeIndex: number,
): Target | undefined {
  levels.length = 1;
  let target: Target | undefined;
  for (const [i, d] of designators.entries()) {
    if (i > 0 && target) levels.push({ target, next: 0 });
    const level = levels[levels.length - 1];
    if (d.index) {
      const index = d.lastIndex ? rangeIndex : (constantNumber(c.parser, d.index) ?? 0);
      target = elementTarget(c, level.target, index);
      level.next = index + 1;
    } else target = memberTarget(c, levels, d);
  }
  return target;
}

function memberTarget(c: FunctionContext, levels: Level[], d: Designator): Target | undefined {
  let target: Target | undefined;
  for (const [i, member] of d.path.entries()) {
    if (i > 0 && target) levels.push({ target, next: 0 });
    const level = levels[levels.length - 1];
    const t = resolve(level.target.type);
    const index = t.kind === 'record' ? (t.members?.indexOf(member) ?? -1) : -1;
    if (t.kind !== 'record' || index < 0) return undefined;
    target = recordTarget(c, level.target, t, index);
    level.next = index + 1;
  }
  return target;
}

function elementTarget(c: FunctionContext, target: Target, index: number): Target | undefined {
  const t = resolve(target.type);
  if (t.kind !== 'array' && t.kind !== 'vector') return undefined;
  const offsetBytes = target.offsetBytes + index * c.sizeBytes(t.element);
  return { offsetBytes, type: t.element, bits: undefined };
}

function recordTarget(c: FunctionContext, target: Target, t: RecordType, index: number): Target {
  const layout = c.parser.layouts.layout(t);
  const member = t.members?.[index];
  if (layout === undefined || member === undefined)
    throw new Fault('unsupported', 'an initialiser for a record that is not complete');
  const offsetBits = layout.offsetsBits[index];
  const { type, bitWidth } = member;
  if (bitWidth !== undefined) {
    const bits = { offsetBits, widthBits: bitWidth };
    return { offsetBytes: target.offsetBytes, type, bits };
  }
  return { offsetBytes: target.offsetBytes + offsetBits / 8, type, bits: undefined };
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
    levels.push(level);
    target = inner;
  }
}
