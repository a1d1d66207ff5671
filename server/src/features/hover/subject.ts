import type { Expression } from '../../../../language/src/syntax/ast.ts';
import { recordName } from '../../../../language/src/types/type-name.ts';
import { asRecord, type Member, type RecordType } from '../../../../language/src/types/types.ts';
import type { Found } from '../../../../language/src/unit/find.ts';
import type { MemdescModel } from '../../memdesc/memdesc.ts';
import { recordFields } from '../../memdesc/owners.ts';

/** A field of struct page or of a memdesc, named by a lane of the model and a path in it. */
export interface FieldName {
  readonly record: string;
  readonly path: string;
}

/**
 * The memdesc field that a member use or declaration means; undefined for the members of any other
 * record, about which we have nothing to add. In `page->lru.next` the word `next` means `lru.next`.
 */
export function fieldOf(model: MemdescModel, found: Found): FieldName | undefined {
  if (found.kind !== 'memberUse' && found.kind !== 'memberDeclaration') return undefined;
  const name = nameOf(found.path);
  if (name === undefined) return undefined;
  const inner = inRecord(model, found.record, name);
  if (inner || found.kind === 'memberDeclaration') return inner;
  return outerField(model, found.object, name);
}

function outerField(
  model: MemdescModel,
  object: Expression | undefined,
  name: string,
): FieldName | undefined {
  let path = name;
  let e = object;
  while (e?.kind === 'member' && e.record && asRecord(e.type)) {
    path = `${nameOf(e.path)}.${path}`;
    const field = inRecord(model, e.record, path);
    if (field) return field;
    e = e.object;
  }
  return undefined;
}

function inRecord(model: MemdescModel, record: RecordType, path: string): FieldName | undefined {
  const name = recordName(record);
  return recordFields(model, name)?.some((f) => f.path === path)
    ? { record: name, path }
    : undefined;
}

/** The last member is the named one; the others are anonymous and looked through. */
const nameOf = (path: readonly Member[]): string | undefined => path.at(-1)?.name;
