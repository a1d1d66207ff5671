import { recordName } from '../../../language/src/types/type-name.ts';
import type { RecordType } from '../../../language/src/types/types.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { relativeTo } from './reading.ts';

/** One member in the layout's JSON; field names are a contract. */
export interface LayoutMember {
  readonly path: string;
  readonly type: string;
  readonly offset_bits: number;
  readonly size_bits: number;
  readonly bitfield: boolean;
}

/** One definition in the layout's JSON; field names are a contract. */
export interface LayoutLine {
  readonly tag: string;
  readonly kind: 'struct' | 'union';
  readonly decl: string;
  readonly size: number;
  readonly align: number;
  readonly members: readonly LayoutMember[];
}

/** A record's layout as plain data; undefined while the record is incomplete. */
export function layoutLine(
  unit: TranslationUnit,
  record: RecordType,
  root: string,
): LayoutLine | undefined {
  const layout = record.members && unit.layout(record);
  if (!layout) return undefined;
  const place = unit.expansionPlace(record.token);
  return {
    tag: recordName(record),
    kind: record.keyword,
    decl: place ? `${relativeTo(root, place.file.path)}:${place.line}` : '',
    size: layout.sizeBytes,
    align: layout.alignBytes,
    members: unit.flatten(record).map((m) => ({
      path: m.path,
      type: unit.typeName(m.type),
      offset_bits: m.offsetBits,
      size_bits: m.sizeBits,
      bitfield: m.bitfield,
    })),
  };
}

/** The layout for people: one member a line, offset and size in bytes (bits for bit-fields). */
export function layoutText(line: LayoutLine): string {
  const head = `${line.tag} {  /* ${line.decl}, ${line.size} bytes, align ${line.align} */`;
  const members = line.members.map((m) => {
    const offset = m.bitfield
      ? `${m.offset_bits >> 3}:${m.offset_bits & 7}`
      : `${m.offset_bits / 8}`;
    const size = m.bitfield ? `${m.size_bits} bits` : `${m.size_bits / 8}`;
    return `  ${offset.padStart(6)} ${size.padStart(7)}  ${m.path.padEnd(32)} ${m.type}`;
  });
  return [head, ...members, '}'].join('\n');
}
