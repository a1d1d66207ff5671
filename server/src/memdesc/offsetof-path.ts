import type { Designator, OffsetofExpression } from '../../../language/src/syntax/ast.ts';
import {
  asRecord,
  type CType,
  type Member,
  pointeeOf,
  type RecordType,
} from '../../../language/src/types/types.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { linearForm } from './linear-form.ts';

/** What an offsetof names: the record, the path below it, and where that lies. */
export interface NamedOffset {
  readonly record: RecordType;
  readonly path: string;
  readonly offsetBits: number;
}

/** Resolves an offsetof; undefined when it names no member that we know. */
export function namedOffset(unit: TranslationUnit, e: OffsetofExpression): NamedOffset | undefined {
  const record = asRecord(e.typeName.type);
  if (!record) return undefined;
  let type: CType | undefined = e.typeName.type;
  let path = '';
  let offsetBits = 0;
  for (const step of e.designators) {
    const next: Step | undefined = type && takeStep(unit, type, step);
    if (!next) return undefined;
    path += step.index ? next.name : `${path ? '.' : ''}${next.name}`;
    offsetBits += next.offsetBits;
    type = next.type;
  }
  return path ? { record, path, offsetBits } : undefined;
}

interface Step {
  readonly name: string;
  readonly offsetBits: number;
  readonly type: CType;
}

function takeStep(unit: TranslationUnit, type: CType, step: Designator): Step | undefined {
  if (step.index) return elementStep(unit, type, step);
  const record = asRecord(type);
  const last = step.path.at(-1);
  if (!record || !last?.name) return undefined;
  const offsetBits = pathOffsetBits(unit, record, step.path);
  return offsetBits === undefined ? undefined : { name: last.name, offsetBits, type: last.type };
}

function elementStep(unit: TranslationUnit, type: CType, step: Designator): Step | undefined {
  const element = pointeeOf(type);
  const index = step.index && linearForm(step.index, unit);
  const size = element && unit.sizeBytes(element);
  if (!element || !index || size === undefined) return undefined;
  const n = index.constantBytes;
  return { name: `[${n}]`, offsetBits: n * size * 8, type: element };
}

/** The offset of the last member of a path from the start of `record`, in bits. */
function pathOffsetBits(
  unit: TranslationUnit,
  record: RecordType,
  path: readonly Member[],
): number | undefined {
  let owner: RecordType | undefined = record;
  let offsetBits = 0;
  for (const member of path) {
    const layout = owner && unit.layout(owner);
    const index = owner?.members?.indexOf(member) ?? -1;
    const memberBits = layout?.offsetsBits[index];
    if (memberBits === undefined) return undefined;
    offsetBits += memberBits;
    owner = asRecord(member.type);
  }
  return offsetBits;
}
