import { recordName } from '../../../language/src/types/type-name.ts';
import type { RecordType } from '../../../language/src/types/types.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import type { ProblemJson } from './problem-report.ts';
import { relativeTo } from './reading.ts';

/** One member in the layout's JSON; field names are a contract. */
interface LayoutMember {
  readonly path: string;
  readonly type: string;
  /** null where it depends on a member whose size is not known. */
  readonly offset_bits: number | null;
  readonly size_bits: number | null;
  readonly bitfield: boolean;
}

/** One definition in the layout's JSON; field names are a contract. */
export interface LayoutLine {
  readonly tag: string;
  readonly kind: 'struct' | 'union';
  readonly decl: string;
  /** Left out when it is not known. */
  readonly size?: number;
  readonly align?: number;
  /** Members are missing, or their types are. */
  readonly incomplete?: true;
  readonly members: readonly LayoutMember[];
  /** What was wrong with the source that was read. */
  readonly problems?: readonly ProblemJson[];
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
    ...(Number.isNaN(layout.sizeBytes)
      ? { incomplete: true as const }
      : { size: layout.sizeBytes, align: layout.alignBytes }),
    members: unit.flatten(record).map((m) => ({
      path: m.path,
      type: unit.typeName(m.type),
      offset_bits: known(m.offsetBits),
      size_bits: known(m.sizeBits),
      bitfield: m.bitfield,
    })),
  };
}

const known = (bits: number): number | null => (Number.isNaN(bits) ? null : bits);

/** The layout for people: one member a line, offset and size in bytes (bits for bit-fields). */
export function layoutText(line: LayoutLine): string {
  const size = line.incomplete ? 'incomplete' : `${line.size} bytes, align ${line.align}`;
  const head = `${line.tag} {  /* ${line.decl}, ${size} */`;
  return [head, ...line.members.map(memberText), '}'].join('\n');
}

function memberText({ path, type, bitfield, ...m }: LayoutMember): string {
  const [at, bits] = [m.offset_bits, m.size_bits];
  const offset = at === null ? '?' : bitfield ? `${at >> 3}:${at & 7}` : `${at / 8}`;
  const size = bits === null ? '?' : bitfield ? `${bits} bits` : `${bits / 8}`;
  return `  ${offset.padStart(6)} ${size.padStart(7)}  ${path.padEnd(32)} ${type}`;
}
