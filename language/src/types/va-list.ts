import type { Target } from '../targets/target.ts';
import type { BuiltinTypes } from './builtin-types.ts';
import { DeclaredRecord } from './declared-record.ts';
import { type CType, type Member, pointerTo, VOID } from './types.ts';

/** `__builtin_va_list` of a target as a type of its own. */
export function makeVaListType(target: Target, types: BuiltinTypes): CType {
  const { vaList } = target;
  if (vaList.kind === 'pointer') return pointerTo(vaList.to === 'char' ? types.char : VOID);
  const named: Record<string, CType> = {
    'void *': pointerTo(VOID),
    int: types.int,
    'unsigned int': types.uint,
    long: types.long,
    'unsigned char': types.uchar,
    'unsigned short': types.ushort,
  };
  const members: Member[] = vaList.members.map((m) => ({
    name: m.name, nameId: 0, type: named[m.type] as CType, loc: 0, token: -1, bitWidth: undefined, packed: false, alignBytes: 0,
  })); // biome-ignore format: a record
  const record = new DeclaredRecord('struct', vaList.tag, 'file');
  record.members = members;
  return vaList.kind === 'array' ? { kind: 'array', element: record, length: 1 } : record;
}
