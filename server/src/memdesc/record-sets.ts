import { type MemdescModel, PAGE_RECORD } from './memdesc.ts';

/** struct page and the records that lie over it as a whole; mirrors are left out. */
export function overlayRecords({ memdescs }: MemdescModel): Set<string> {
  const overlays = memdescs.filter(({ kind }) => kind === 'overlay');
  return new Set([PAGE_RECORD, ...overlays.map(({ record }) => record)]);
}

/** struct page and every memdesc, mirrors included. */
export function memdescRecords({ memdescs }: MemdescModel): Set<string> {
  return new Set([PAGE_RECORD, ...memdescs.map(({ record }) => record)]);
}
