import { type CType, resolve } from './types.ts';

/** True when a size is known only in the run: an array of variable length, a record with one in it (GNU C). */
export function isVariable(type: CType): boolean {
  const t = resolve(type);
  if (t.kind === 'array') return t.variableLength !== undefined || isVariable(t.element);
  // Lengths that vary can be written in functions only.
  if (t.kind !== 'record' || t.scope === 'file') return false;
  return t.members?.some((member) => isVariable(member.type)) ?? false;
}
