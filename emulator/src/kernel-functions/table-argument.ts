import { recordName } from '../../../language/src/types/type-name.ts';
import { asRecord, type CType, resolve } from '../../../language/src/types/types.ts';

/** The descriptors of page tables, the newest first (include/linux/mm_types.h). */
const DESCRIPTORS = ['struct ptdesc', 'struct page'];

/**
 * Which argument of a constructor or a destructor is the table, by the types in the open tree's prototype: some
 * kernels pass an mm_struct before it, and not for every level. Undefined when the prototype does not say.
 */
export function tableArgument(callee: CType): number | undefined {
  const type = functionType(callee);
  const records = type?.parameters.map((parameter) => pointedRecord(parameter.type)) ?? [];
  const found = DESCRIPTORS.map((name) => records.indexOf(name)).find((index) => index >= 0);
  return found;
}

/** Which argument is the address space; undefined when there is none. */
export function mmArgument(callee: CType): number | undefined {
  const index = functionType(callee)?.parameters.findIndex(
    (parameter) => pointedRecord(parameter.type) === 'struct mm_struct',
  );
  return index === undefined || index < 0 ? undefined : index;
}

function functionType(callee: CType) {
  const type = resolve(callee);
  const of = type.kind === 'pointer' ? resolve(type.pointee) : type;
  return of.kind === 'function' ? of : undefined;
}

function pointedRecord(type: CType): string | undefined {
  const pointer = resolve(type);
  const record = pointer.kind === 'pointer' ? asRecord(pointer.pointee) : undefined;
  return record && recordName(record);
}
