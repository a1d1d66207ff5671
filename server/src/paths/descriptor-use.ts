import type { Expression, MemberExpression } from '../../../language/src/syntax/ast.ts';
import { recordName } from '../../../language/src/types/type-name.ts';
import type { PathEnvironment } from './environment.ts';
import { memberOffsetBits } from './member-offset.ts';
import type { Operation } from './operation.ts';
import type { DescriptorField } from './table-object.ts';

/** What an address is wanted for. */
export type Purpose = 'load' | 'store' | 'address';

/** What following a pointer to reach a place does to the object there; undefined when nothing is asked. */
export function useOf(
  env: PathEnvironment,
  pointer: Expression,
  place: Expression,
  purpose: Purpose,
): Operation | undefined {
  const isUsed = purpose !== 'address';
  const use = { kind: isUsed ? 'use' : 'reach', token: place.token, name: '' } as const;
  if (!env.types.isDescriptor(pointer.type)) return isUsed ? use : undefined;
  const field = place.kind === 'member' ? fieldOf(env, place) : undefined;
  if (!field) return isUsed ? { ...use, ofDescriptor: true } : undefined;
  const pageIndex = Math.floor(field.startBits / env.types.pageSizeBits);
  const isStore = purpose === 'store';
  return { ...use, ofDescriptor: true, field, isStore, ...(pageIndex > 0 && { pageIndex }) };
}

/** A member as the descriptor's bits; a whole struct page in it says nothing about which. */
function fieldOf(
  { unit, types }: PathEnvironment,
  e: MemberExpression,
): DescriptorField | undefined {
  const startBits = memberOffsetBits(unit, e);
  const sizeBytes = unit.sizeBytes(e.type);
  const name = e.path.at(-1)?.name;
  if (startBits === undefined || sizeBytes === undefined || !e.record || !name) return undefined;
  const sizeBits = sizeBytes * 8;
  if (sizeBits >= types.pageSizeBits) return undefined;
  return { record: recordName(e.record), name, startBits, endBits: startBits + sizeBits };
}
