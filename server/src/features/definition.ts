import type { Found } from '../../../language/src/unit/find.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import type { MemdescModel, NamePlace } from '../memdesc/memdesc.ts';
import { recordFields } from '../memdesc/owners.ts';
import { conversionNamed } from './hover/hover.ts';
import { fieldOf } from './hover/subject.ts';

/** A name in a file, with its length for the editor's selection. */
export interface NamedPlace {
  readonly name: string;
  readonly place: NamePlace;
}

/** Where a memdesc's field or a conversion is defined; null for everything else. */
export function definition(
  unit: TranslationUnit,
  model: MemdescModel,
  found: Found,
): NamedPlace | null {
  const field = fieldOf(model, found);
  if (field) return fieldDeclaration(model, field.record, field.path);
  const name =
    found.kind === 'macro'
      ? unit.interner.text(found.nameId)
      : found.kind === 'symbol'
        ? found.symbol.name
        : '';
  const conversion = conversionNamed(model, name);
  return conversion ? { name, place: conversion.place } : null;
}

/** Where a field is declared; a member of a named member is declared in another record. */
export function fieldDeclaration(
  model: MemdescModel,
  record: string,
  path: string,
): NamedPlace | null {
  const field = recordFields(model, record)?.find((f) => f.path === path);
  if (!field?.declared) return null;
  return { name: field.spelled.split('.').at(-1) ?? path, place: field.declared };
}
