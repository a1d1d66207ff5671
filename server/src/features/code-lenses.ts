import { type MemdescModel, PAGE_RECORD } from '../memdesc/memdesc.ts';
import type { CodeLensPlace } from '../protocol.ts';

/** Where a file (absolute path) declares struct page or a memdesc. */
export function codeLenses(model: MemdescModel, path: string): CodeLensPlace[] {
  const records = [{ record: PAGE_RECORD, declared: model.page.declared }, ...model.memdescs];
  return records
    .filter(({ declared }) => declared.file === path)
    .map(({ record, declared }) => ({ line: declared.line - 1, kind: 'overlay', name: record }));
}
