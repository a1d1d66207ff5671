import { recordName } from '../../../../language/src/types/type-name.ts';
import type { Found } from '../../../../language/src/unit/find.ts';
import type { TranslationUnit } from '../../../../language/src/unit/translation-unit.ts';
import { namePlace } from '../../../../language/src/unit/written-place.ts';
import type { Conversion, MemdescModel } from '../../memdesc/memdesc.ts';
import { assertionHover } from './assertion-hover.ts';
import { fieldHover } from './field-hover.ts';
import type { HoverSubject } from './hover-info.ts';
import { inactiveHover, inactiveMemberHover } from './inactive-hover.ts';
import { memdescHover } from './memdesc-hover.ts';
import { fieldOf } from './subject.ts';

/**
 * What there is to say about the thing found under the cursor. Nothing at all for everything that is
 * neither struct page nor a memdesc: other tools say that already.
 */
export function hoverSubject(
  unit: TranslationUnit,
  model: MemdescModel,
  found: Found,
): HoverSubject | undefined {
  switch (found.kind) {
    case 'memberUse':
    case 'memberDeclaration': {
      const field = fieldOf(model, found);
      return field && fieldHover(model, field.record, field.path);
    }
    case 'tag':
      return found.tag.kind === 'record' ? memdescHover(model, recordName(found.tag)) : undefined;
    case 'symbol':
      return conversionHover(model, found.symbol.name);
    case 'macro':
      return macroHover(unit, model, found);
    case 'unknownMember':
      return inactiveMemberHover(unit, model, found.record, found.nameId);
    case 'inactive':
      return inactiveHover(unit, model, found.nameId, found.loc);
  }
}

/** A macro is an assertion where it is invoked, or a conversion by its name. */
function macroHover(
  unit: TranslationUnit,
  model: MemdescModel,
  found: Found & { kind: 'macro' },
): HoverSubject | undefined {
  const place = namePlace(unit, found.loc);
  const assertion = place && assertionHover(model, place);
  return assertion ?? conversionHover(model, unit.interner.text(found.nameId));
}

function conversionHover(model: MemdescModel, name: string): HoverSubject | undefined {
  const conversion = conversionNamed(model, name);
  return conversion && { kind: 'conversion', conversion };
}

/** The conversion of that name, if the tree has one. */
export function conversionNamed(model: MemdescModel, name: string): Conversion | undefined {
  return model.conversions.find((c) => c.name === name);
}
