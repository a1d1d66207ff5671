import type { Layouts } from './layout.ts';
import { asRecord, type CType, type Member, type RecordType, resolve } from './types.ts';

/** The way to a named member through anonymous records; empty when there is none of that name. */
export function findMember(record: RecordType, nameId: number): readonly Member[] {
  record.index ??= record.members === undefined ? undefined : indexMembers(record);
  return record.index?.get(nameId) ?? [];
}

function indexMembers(record: RecordType): Map<number, readonly Member[]> {
  const index = new Map<number, readonly Member[]>();
  addMembers(record, [], index);
  return index;
}

function addMembers(
  record: RecordType,
  prefix: readonly Member[],
  index: Map<number, readonly Member[]>,
): void {
  for (const member of record.members ?? []) {
    const path = [...prefix, member];
    const inner = member.name === undefined ? asRecord(member.type) : undefined;
    if (inner && member.bitWidth === undefined) addMembers(inner, path, index);
    else if (member.name !== undefined && !index.has(member.nameId)) index.set(member.nameId, path);
  }
}

/** A member as `ptdesc layout` lists it. */
export interface FlatMember {
  /** `lru.next`; anonymous records leave no trace. */
  readonly path: string;
  readonly member: Member;
  /** From the record down to `member`, anonymous ones included. */
  readonly owners: readonly Member[];
  readonly type: CType;
  readonly offsetBits: number;
  /** 0 for a flexible array. */
  readonly sizeBits: number;
  readonly bitfield: boolean;
}

/**
 * Every named member with its place: anonymous records are looked through, named records are listed
 * and also descended, an array is one entry. On big-endian targets a bit-field counts from the most
 * significant bit, as memory is read.
 */
export function flattenMembers(layouts: Layouts, record: RecordType): FlatMember[] {
  const out: FlatMember[] = [];
  flattenInto(layouts, record, { path: '', owners: [], offsetBits: 0 }, out);
  return out;
}

interface Base {
  readonly path: string;
  readonly owners: readonly Member[];
  readonly offsetBits: number;
}

function flattenInto(layouts: Layouts, record: RecordType, base: Base, out: FlatMember[]): void {
  const layout = layouts.layout(record);
  if (layout === undefined) return;
  (record.members ?? []).forEach((member, i) => {
    const owners = [...base.owners, member];
    const offsetBits = base.offsetBits + (layout.offsetsBits[i] as number);
    const inner = asRecord(member.type);
    if (member.name === undefined) {
      if (inner && member.bitWidth === undefined)
        flattenInto(layouts, inner, { path: base.path, owners, offsetBits }, out);
      return;
    }
    const path = base.path + member.name;
    const sizeBits = member.bitWidth ?? 8 * memberSizeBytes(layouts, member.type);
    out.push({
      path,
      member,
      owners,
      type: member.type,
      offsetBits,
      sizeBits,
      bitfield: member.bitWidth !== undefined,
    });
    if (inner) flattenInto(layouts, inner, { path: `${path}.`, owners, offsetBits }, out);
  });
}

function memberSizeBytes(layouts: Layouts, type: CType): number {
  const t = resolve(type);
  if (t.kind === 'array' && t.length === undefined) return 0;
  return layouts.sizeBytes(type) ?? Number.NaN;
}
