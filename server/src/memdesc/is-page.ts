import type { RecordType } from '../../../language/src/types/types.ts';
import { PAGE_TAG } from './memdesc.ts';

/** Whether this is the kernel's struct page: its tag is the one name that is a given. */
export function isPage(record: RecordType | undefined): boolean {
  return record?.tag === PAGE_TAG && record.keyword === 'struct' && record.scope === 'file';
}
