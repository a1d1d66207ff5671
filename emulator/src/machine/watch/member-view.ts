import type { Expression } from '../../../../language/src/syntax/ast.ts';
import type { Member, RecordType } from '../../../../language/src/types/types.ts';
import type { ProgramUnit } from '../run/program-unit.ts';
import type { MemberView } from './observer.ts';

/**
 * The member that an lvalue names, from the pointer or the variable on: `p->a.b[i].c` is the path
 * `a.b.c` of the record that `p` points to. Undefined for an expression that names no member.
 */
export function memberView(unit: ProgramUnit, e: Expression): MemberView | undefined {
  let path: Member[] = [];
  let record: RecordType | undefined;
  let offsetBits: number | undefined = 0;
  for (let at = e; ; ) {
    if (at.kind === 'member' && at.record && at.path.length > 0) {
      const own = unit.unit.parser.layouts.pathOffsetBits(at.record, at.path);
      offsetBits = own === undefined || offsetBits === undefined ? undefined : own + offsetBits;
      path = [...at.path, ...path];
      record = at.record;
      if (at.arrow) break;
      at = at.object;
    } else if (at.kind === 'index' && isMemberArray(at.object)) {
      offsetBits = undefined;
      at = at.object;
    } else break;
  }
  return record && { record, path, offsetBits };
}

function isMemberArray(e: Expression): boolean {
  return e.kind === 'member' || (e.kind === 'index' && isMemberArray(e.object));
}

/** Every access of a run may ask for it. */
const spelled = new WeakMap<MemberView, string>();

/** The path as C spells it: `lru.next`. */
export function spellPath(view: MemberView): string {
  const known = spelled.get(view);
  if (known !== undefined) return known;
  const path = view.path.flatMap((m) => m.name ?? []).join('.');
  spelled.set(view, path);
  return path;
}
