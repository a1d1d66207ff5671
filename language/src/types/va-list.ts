import type { Target } from '../targets/target.ts';
import type { BuiltinTypes } from './builtin-types.ts';
import { type CType, type Member, pointerTo, type RecordType, VOID } from './types.ts';

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
  const record: RecordType = {
    kind: 'record', keyword: 'struct', tag: vaList.tag, typedefName: undefined, scope: 'file', outer: undefined,
    loc: 0, token: -1, endToken: -1, members, packed: false, alignBytes: 0, packBytes: 0, transparent: false,
    layout: undefined, index: undefined,
  }; // biome-ignore format: a record
  return vaList.kind === 'array' ? { kind: 'array', element: record, length: 1 } : record;
}
