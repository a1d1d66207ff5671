import type { MemberExpression } from '../../../language/src/syntax/ast.ts';
import { resolve } from '../../../language/src/types/types.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';

/** Where a member lies in the record that the expression names; undefined when that is not known. */
export function memberOffsetBits(unit: TranslationUnit, e: MemberExpression): number | undefined {
  let record = e.record;
  let bits = 0;
  for (const member of e.path) {
    const index = record?.members?.indexOf(member) ?? -1;
    const layout = record && unit.layout(record);
    if (!layout || index < 0) return undefined;
    bits += layout.offsetsBits[index] ?? 0;
    const type = resolve(member.type);
    record = type.kind === 'record' ? type : undefined;
  }
  return bits;
}
