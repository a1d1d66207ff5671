import type { Target } from '../targets/target.ts';
import {
  asRecord,
  type CType,
  type Member,
  Q_ATOMIC,
  type RecordLayout,
  type RecordType,
  resolve,
} from './types.ts';
import { isVariable } from './variable-size.ts';

/**
 * Sizes, alignments and record layouts of one target, after the ABI as gcc implements it
 * (stor-layout.cc: place_field, finalize_record_size). Undefined stands for "has none": incomplete
 * types, variable lengths, functions.
 */
export class Layouts {
  readonly target: Target;

  constructor(target: Target) {
    this.target = target;
  }

  /** As `sizeof` gives it, except that void and functions have none here (gcc says 1). */
  sizeBytes(type: CType): number | undefined {
    const t = resolve(type);
    switch (t.kind) {
      case 'integer':
      case 'float':
      case 'vector':
        return t.sizeBytes;
      case 'complex':
        return 2 * t.element.sizeBytes;
      case 'pointer':
        return this.target.pointerSizeBytes;
      case 'enum':
        return t.complete ? t.underlying.sizeBytes : undefined;
      case 'array':
        return this.arraySizeBytes(t.element, t.length);
      case 'record':
        return this.recordSizeBytes(t);
      default:
        return undefined;
    }
  }

  private recordSizeBytes(record: RecordType): number | undefined {
    const size = this.layout(record)?.sizeBytes;
    return Number.isNaN(size) ? undefined : size;
  }

  private arraySizeBytes(element: CType, length: number | undefined): number | undefined {
    if (length === undefined) return undefined;
    const size = this.sizeBytes(element);
    return size === undefined ? undefined : size * length;
  }

  /** The alignment outside of records, as `__alignof__` gives it; 1 where there is none. */
  alignBytes(type: CType): number {
    return this.alignment(type, Number.POSITIVE_INFINITY);
  }

  /** The alignment as a member (and for `_Alignof`), where the target caps that of scalars. */
  memberAlignBytes(type: CType): number {
    return this.alignment(type, this.target.maxFieldAlignBytes);
  }

  private alignment(type: CType, capBytes: number): number {
    let t = type;
    while (t.kind === 'typedef' || t.kind === 'qualified') {
      if (t.kind === 'typedef' && t.alignBytes > 0) return t.alignBytes;
      if (t.kind === 'qualified' && (t.qualifiers & Q_ATOMIC) !== 0)
        return Math.max(this.alignment(t.base, capBytes), this.atomicAlignBytes(t.base));
      t = t.kind === 'typedef' ? t.underlying : t.base;
    }
    switch (t.kind) {
      case 'integer':
      case 'float':
        return Math.min(t.alignBytes, capBytes);
      case 'complex':
        return Math.min(t.element.alignBytes, capBytes);
      case 'enum':
        return Math.min(t.underlying.alignBytes, capBytes);
      case 'pointer':
        return Math.min(this.target.alignBytes.pointer, capBytes);
      case 'array':
        return this.alignment(t.element, capBytes);
      case 'vector':
        return Math.min(t.sizeBytes, this.target.maxVectorAlignBytes);
      case 'record':
        return this.layout(t)?.alignBytes ?? 1;
      default:
        return 1;
    }
  }

  /** What one instruction can load is aligned like its size, whatever it is made of. */
  private atomicAlignBytes(type: CType): number {
    const size = this.sizeBytes(type) ?? 0;
    return [1, 2, 4, 8, 16].includes(size) ? size : 1;
  }

  /** Bits from a record's start to the last member of a path through its anonymous members. */
  pathOffsetBits(record: RecordType | undefined, path: readonly Member[]): number | undefined {
    let current = record;
    let offsetBits = 0;
    for (const member of path) {
      const layout = current && this.layout(current);
      const index = current?.members?.indexOf(member) ?? -1;
      if (layout === undefined || index < 0) return undefined;
      offsetBits += layout.offsetsBits[index] as number;
      current = asRecord(member.type);
    }
    return offsetBits;
  }

  layout(record: RecordType): RecordLayout | undefined {
    if (record.layout === undefined && record.members !== undefined && !isVariable(record)) {
      record.layout = new RecordPlacer(this, record).place(record.members);
    }
    return record.layout;
  }
}

/** Places the members of one record, one after the other (all at 0 in a union). */
class RecordPlacer {
  private readonly layouts: Layouts;
  private readonly record: RecordType;
  private positionBits = 0;
  private sizeBits = 0;
  private alignBits = 8;

  constructor(layouts: Layouts, record: RecordType) {
    this.layouts = layouts;
    this.record = record;
  }

  place(members: readonly Member[]): RecordLayout {
    const offsetsBits = new Float64Array(members.length);
    for (let i = 0; i < members.length; i++) {
      if (this.record.keyword === 'union') this.positionBits = 0;
      const member = members[i] as Member;
      offsetsBits[i] =
        member.bitWidth === undefined
          ? this.placeMember(member)
          : this.placeBitField(member, member.bitWidth);
      this.sizeBits = Math.max(this.sizeBits, this.positionBits);
    }
    const { structureSizeBoundaryBytes } = this.layouts.target;
    this.alignBits = Math.max(
      this.alignBits,
      8 * this.record.alignBytes,
      this.record.packed ? 8 : 8 * structureSizeBoundaryBytes,
    );
    const sizeBits = this.record.isBroken ? Number.NaN : this.sizeBits;
    const sizeBytes = roundUp(sizeBits, this.alignBits) / 8;
    return { sizeBytes, alignBytes: this.alignBits / 8, offsetsBits };
  }

  private placeMember(member: Member): number {
    const alignBits = 8 * this.alignmentBytes(member);
    const offsetBits = roundUp(this.positionBits, alignBits);
    this.alignBits = Math.max(this.alignBits, alignBits);
    this.positionBits = offsetBits + 8 * this.memberSizeBytes(member.type);
    return offsetBits;
  }

  /** 0 for a flexible array, NaN for what has no size that we know. */
  private memberSizeBytes(type: CType): number {
    const t = resolve(type);
    if (t.kind === 'array' && t.length === undefined && !t.variableLength)
      return this.layouts.sizeBytes(t.element) === undefined ? Number.NaN : 0;
    return this.layouts.sizeBytes(type) ?? Number.NaN;
  }

  /** `packed` takes the type's own alignment away, `aligned` puts one back, `#pragma pack` caps all. */
  private alignmentBytes(member: Member): number {
    const natural = this.isPacked(member) ? 1 : this.layouts.memberAlignBytes(member.type);
    return this.capped(Math.max(natural, member.alignBytes, 1));
  }

  private isPacked(member: Member): boolean {
    return member.packed || this.record.packed;
  }

  /**
   * gcc's rules where PCC_BITFIELD_TYPE_MATTERS holds, which is every Linux ABI: a bit-field that would
   * cross more units of its type than one begins a new unit (not under `#pragma pack`), and a named one
   * aligns the record like its type.
   */
  private placeBitField(member: Member, widthBits: number): number {
    if (widthBits === 0) return this.endUnit(member);
    const { layouts, record } = this;
    const rules = layouts.target.bitFields;
    const typeAlignBits = 8 * layouts.memberAlignBytes(member.type);
    const ownAlignBits = 8 * this.capped(Math.max(member.alignBytes, 0));
    if (ownAlignBits > 0) this.positionBits = roundUp(this.positionBits, ownAlignBits);
    if (!this.isPacked(member) && rules.typeMatters && record.packBytes === 0) {
      const typeBits = 8 * (layouts.sizeBytes(member.type) ?? 0);
      if (crossesUnit(this.positionBits, widthBits, typeAlignBits, typeBits)) {
        this.positionBits = roundUp(this.positionBits, typeAlignBits);
      }
    }
    if (!rules.typeMatters) {
      this.alignBits = Math.max(
        this.alignBits,
        ownAlignBits,
        this.wholeModeAlignBits(member, widthBits),
      );
    } else if (member.name !== undefined || rules.unnamedAligns) {
      this.alignBits = Math.max(
        this.alignBits,
        ownAlignBits,
        this.bitFieldAlignBits(member, typeAlignBits),
      );
    }
    const offsetBits = this.positionBits;
    this.positionBits += widthBits;
    return offsetBits;
  }

  /** What a bit-field's type asks of the record; `#pragma pack` comes before `packed` here. */
  private bitFieldAlignBits(member: Member, typeAlignBits: number): number {
    const { record } = this;
    if (record.packBytes > 0) return Math.min(typeAlignBits, 8 * record.packBytes);
    return this.isPacked(member) ? 8 : typeAlignBits;
  }

  /** Where types do not matter (m68k), a field that fills an aligned machine mode is one (layout_decl). */
  private wholeModeAlignBits(member: Member, widthBits: number): number {
    if (![16, 32, 64].includes(widthBits) || this.isPacked(member)) return 8;
    const modeAlignBits = Math.min(widthBits, 8 * this.layouts.target.biggestAlignmentBytes);
    return this.positionBits % modeAlignBits === 0 ? this.capped(modeAlignBits / 8) * 8 : 8;
  }

  /** Width 0 ends the unit; neither `packed` nor `#pragma pack` has a say. */
  private endUnit(member: Member): number {
    const rules = this.layouts.target.bitFields;
    const typeAlignBits = 8 * this.layouts.memberAlignBytes(member.type);
    const unitBits = rules.typeMatters ? typeAlignBits : Math.max(8, rules.emptyFieldBoundaryBits);
    this.positionBits = roundUp(this.positionBits, unitBits);
    if (rules.unnamedAligns || !rules.typeMatters)
      this.alignBits = Math.max(this.alignBits, unitBits);
    return this.positionBits;
  }

  /** `#pragma pack` caps every alignment. */
  private capped(alignBytes: number): number {
    const { packBytes } = this.record;
    return packBytes > 0 ? Math.min(alignBytes, packBytes) : alignBytes;
  }
}

/** True when the field spans more alignment units than its own type does (excess_unit_span). */
function crossesUnit(
  positionBits: number,
  widthBits: number,
  unitBits: number,
  typeBits: number,
): boolean {
  const within = positionBits % unitBits;
  return Math.ceil((within + widthBits) / unitBits) > typeBits / unitBits;
}

function roundUp(value: number, to: number): number {
  return Math.ceil(value / to) * to;
}
