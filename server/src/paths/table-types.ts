import { recordName } from '../../../language/src/types/type-name.ts';
import { asRecord, type CType, resolve } from '../../../language/src/types/types.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import type { MemdescModel } from '../memdesc/memdesc.ts';
import { memdescRecords } from '../memdesc/record-sets.ts';
import type { Level } from './table-object.ts';

const ENTRY = /^(pte|pmd|pud|p4d|pgd)_t$/;
const PAGE_TOKEN = 'pgtable_t';

/** Which pointers are pointers to tables and pages, as the source's types say it. */
export class TableTypes {
  /** Of struct page: what lies further on in a descriptor belongs to a page behind. */
  readonly pageSizeBits: number;
  private readonly unit: TranslationUnit;
  private readonly descriptors: ReadonlySet<string>;

  constructor(unit: TranslationUnit, model: MemdescModel) {
    this.unit = unit;
    this.pageSizeBits = model.page.sizeBytes * 8;
    this.descriptors = memdescRecords(model);
  }

  /** `pmd_t`, `pgtable_t`, `struct ptdesc`: what a pointer of this type is to a table; else undefined. */
  tableType(type: CType): string | undefined {
    const name = namedType(type, (n) => n === PAGE_TOKEN);
    if (name) return name;
    const pointer = resolve(type);
    if (pointer.kind !== 'pointer') return undefined;
    const entry = namedType(pointer.pointee, (n) => ENTRY.test(n));
    if (entry) return entry;
    const record = asRecord(pointer.pointee);
    const tag = record && recordName(record);
    return tag !== undefined && this.descriptors.has(tag) ? tag : undefined;
  }

  /** A pointer to struct page or to a memdesc: what lies beside it is another page's. */
  isDescriptor(type: CType): boolean {
    const name = this.tableType(type);
    if (name === undefined || ENTRY.test(name)) return false;
    if (name !== PAGE_TOKEN) return true;
    // On some architectures it is a pointer to the first entry.
    const pointer = resolve(type);
    const record = pointer.kind === 'pointer' ? asRecord(pointer.pointee) : undefined;
    return record !== undefined && this.descriptors.has(recordName(record));
  }

  /** A pointer to the entries of a table. */
  isEntry(type: CType): boolean {
    const name = this.tableType(type);
    return name !== undefined && ENTRY.test(name);
  }

  /** A parameter that may carry a table: also as `void *`, or by its list or RCU head, of two words. */
  mayCarryTable(type: CType): boolean {
    if (this.tableType(type) !== undefined) return true;
    const pointer = resolve(type);
    if (pointer.kind !== 'pointer') return false;
    const pointee = resolve(pointer.pointee);
    if (pointee.kind === 'void') return true;
    const sizeBytes = pointee.kind === 'record' ? this.unit.sizeBytes(pointee) : undefined;
    return sizeBytes === 2 * this.unit.target.pointerSizeBytes;
  }
}

/** An entry itself, as `pmd_none()` takes it. */
export function isEntryValue(type: CType): boolean {
  return namedType(type, (name) => ENTRY.test(name)) !== undefined;
}

/** The level of `pmd_t`; undefined for descriptors. A `pgtable_t` is of the lowest. */
export function levelOfType(tableType: string | undefined): Level | undefined {
  if (tableType === PAGE_TOKEN) return 'pte';
  return ENTRY.exec(tableType ?? '')?.[1] as Level | undefined;
}

/** The first typedef name of a type that is asked for, qualifiers looked through. */
function namedType(type: CType, isAsked: (name: string) => boolean): string | undefined {
  let t = type;
  while (t.kind === 'typedef' || t.kind === 'qualified') {
    if (t.kind === 'typedef' && isAsked(t.name)) return t.name;
    t = t.kind === 'typedef' ? t.underlying : t.base;
  }
  return undefined;
}
