import { recordName } from '../../../language/src/types/type-name.ts';
import { type MemdescModel, PAGE_RECORD } from '../memdesc/memdesc.ts';
import { whereMemberWent } from '../memdesc/where-member-went.ts';
import { knownMemdescs } from './known-memdescs.ts';
import type { ProblemNote } from './problem-report.ts';
import type { TreeReading } from './tree-reading.ts';

/** Says where a member of struct page went; the tree is searched for it when the first one is missing. */
export function lackingMemberNote(reading: TreeReading): ProblemNote {
  let model: MemdescModel | undefined;
  return ({ lacking }) => {
    if (lacking === undefined || recordName(lacking.record) !== PAGE_RECORD) return '';
    model ??= knownMemdescs(reading);
    return whereMemberWent(model, reading.sources.interner.text(lacking.nameId));
  };
}
