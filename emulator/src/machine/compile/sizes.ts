import {
  type CType,
  type Member,
  type RecordType,
  resolve,
} from '../../../../language/src/types/types.ts';
import { isVariable } from '../../../../language/src/types/variable-size.ts';
import { Fault } from '../run/fault.ts';
import { offsetAddress } from './addresses.ts';
import { castCode } from './cast.ts';
import { type Code, constant, type Regs } from './code.ts';
import { valueCode } from './expressions.ts';
import type { FunctionContext } from './function-context.ts';

/** The size in bytes: a constant, what the declaration computed, or the length times the element. */
export function sizeCode(c: FunctionContext, type: CType): Code {
  const t = resolve(type);
  if (!isVariable(t)) return constant(c.pointerKind, c.sizeBytes(type));
  const known = c.sizeRegisters.get(t);
  if (known !== undefined) return { kind: c.pointerKind, run: (r) => r[known], reg: known };
  if (t.kind !== 'array')
    throw new Fault('unsupported', 'the size of a record that was not declared before');
  const element = sizeCode(c, t.element).run;
  if (t.variableLength === undefined) {
    const length = t.length ?? 0;
    return { kind: c.pointerKind, run: (r) => length * (element(r) as number) };
  }
  const length = castCode(valueCode(c, t.variableLength), 'i64').run;
  return {
    kind: c.pointerKind,
    run: (r) => {
      const bytes = Number(length(r)) * (element(r) as number);
      if (bytes < 0) throw new Fault('out-of-bounds', 'an array of a negative length');
      return bytes;
    },
  };
}

/** Fixes the sizes inside a type when its declaration is reached (C11 6.7.6.2p2). */
export function fixSizes(c: FunctionContext, type: CType, out: ((r: Regs) => void)[]): void {
  const t = resolve(type);
  if (t.kind === 'pointer') fixSizes(c, t.pointee, out);
  if (!isVariable(t) || c.sizeRegisters.has(t)) return;
  if (t.kind === 'record') fixRecord(c, t, out);
  if (t.kind !== 'array') return;
  fixSizes(c, t.element, out);
  const { run } = sizeCode(c, t);
  const reg = c.register();
  c.sizeRegisters.set(t, reg);
  out.push((r) => {
    r[reg] = run(r);
  });
}

/** A record with members of variable length (GNU C): its layout is computed there too. */
function fixRecord(c: FunctionContext, record: RecordType, out: ((r: Regs) => void)[]): void {
  const members = record.members ?? [];
  if (members.some((member) => member.bitWidth !== undefined))
    throw new Fault('unsupported', 'bit-fields beside members of variable length');
  for (const member of members) fixSizes(c, member.type, out);
  const places = members.map((member) => ({
    size: sizeCode(c, member.type).run,
    align: memberAlignBytes(c, record, member),
    reg: c.register(),
  }));
  for (const [i, { reg }] of places.entries()) c.memberOffsets.set(members[i], reg);
  const size = c.register();
  c.sizeRegisters.set(record, size);
  const align = Math.max(record.alignBytes, ...places.map((place) => place.align));
  const isUnion = record.keyword === 'union';
  out.push((r) => {
    let [at, end] = [0, 0];
    for (const place of places) {
      at = roundUp(isUnion ? 0 : at, place.align);
      r[place.reg] = at;
      at += place.size(r) as number;
      end = Math.max(end, at);
    }
    r[size] = roundUp(end, align);
  });
}

function memberAlignBytes(c: FunctionContext, record: RecordType, member: Member): number {
  const isPacked = record.packed || member.packed;
  const natural = isPacked ? 1 : c.parser.layouts.memberAlignBytes(member.type);
  const align = Math.max(natural, member.alignBytes, 1);
  return record.packBytes > 0 ? Math.min(align, record.packBytes) : align;
}

function roundUp(value: number, to: number): number {
  return Math.ceil(value / to) * to;
}

/** The address of a member, which may lie behind members of variable length. */
export function memberAddress(
  c: FunctionContext,
  base: Code,
  record: RecordType | undefined,
  path: readonly Member[],
): Code {
  const offsetBits = c.parser.layouts.pathOffsetBits(record, path);
  if (offsetBits !== undefined) return offsetAddress(c, base, Math.floor(offsetBits / 8));
  const regs = path.map((member) => c.memberOffsets.get(member));
  if (regs.length === 0 || regs.includes(undefined))
    throw new Fault('unsupported', 'a member that is not known');
  const { run } = base;
  const offset = (r: Regs): number =>
    regs.reduce<number>((sum, reg) => sum + (r[reg as number] as number), 0);
  return { kind: c.pointerKind, run: (r) => (run(r) as number) + offset(r) };
}
