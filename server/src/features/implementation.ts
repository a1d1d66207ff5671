import type { Found } from '../../../language/src/unit/find.ts';
import { type MemdescModel, PAGE_RECORD } from '../memdesc/memdesc.ts';
import type { Owner } from '../memdesc/owners.ts';
import { fieldDeclaration, type NamedPlace } from './definition.ts';
import { fieldHover } from './hover/field-hover.ts';
import { fieldOf } from './hover/subject.ts';

/**
 * "Go to overlay": from a field to the fields of other records over the same bytes. From a memdesc's
 * field struct page's come first; fields that lie exactly there come before those that overlap, and
 * asserted ones before those that nothing holds.
 */
export function overlaysOf(model: MemdescModel, found: Found): NamedPlace[] {
  const field = fieldOf(model, found);
  const hover = field && fieldHover(model, field.record, field.path);
  if (!hover) return [];
  const others = hover.owners.filter((o) => o.record !== hover.record);
  return others.sort((a, b) => rank(a) - rank(b)).flatMap((owner) => declarationOf(model, owner));
}

function rank(owner: Owner): number {
  return (owner.record === PAGE_RECORD ? 0 : 4) + (owner.exact ? 0 : 2) + (owner.asserted ? 0 : 1);
}

/** The named member of the memdesc itself, also where only a part of it lies over the bytes. */
function declarationOf(model: MemdescModel, owner: Owner): NamedPlace[] {
  const root = owner.field.path.split('.')[0] ?? owner.field.path;
  const place = fieldDeclaration(model, owner.record, root);
  return place ? [place] : [];
}
