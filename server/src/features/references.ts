import type { SourceFile } from '../../../language/src/source/source-map.ts';
import { recordName } from '../../../language/src/types/type-name.ts';
import type { Found } from '../../../language/src/unit/find.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { namePlace } from '../../../language/src/unit/written-place.ts';
import type { MemdescModel } from '../memdesc/memdesc.ts';
import { fieldDeclaration, type NamedPlace } from './definition.ts';
import { fieldOf } from './hover/subject.ts';

/** Every typed use of a memdesc's field in the open file, as it is written there. */
export function references(
  unit: TranslationUnit,
  model: MemdescModel,
  file: SourceFile,
  found: Found,
  includeDeclaration: boolean,
): NamedPlace[] {
  const field = fieldOf(model, found);
  if (!field) return [];
  const places: NamedPlace[] = [];
  const declared = includeDeclaration && fieldDeclaration(model, field.record, field.path);
  if (declared) places.push(declared);
  const [root = '', ...inner] = field.path.split('.');
  // Uses of a member of a named member are uses of that member's own record.
  if (inner.length > 0) return places;
  for (const access of unit.accesses(file)) {
    if (!access.record || recordName(access.record) !== field.record) continue;
    if (unit.interner.text(access.fieldId) !== root) continue;
    const place = namePlace(unit, access.loc);
    const name = unit.interner.text(access.spelledId ?? access.fieldId);
    if (place) places.push({ name, place });
  }
  return places;
}
