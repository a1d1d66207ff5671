import type { TableObject } from '../../paths/table-object.ts';

/** A page that was never used as a table is not our business. */
export function isTable(object: TableObject): boolean {
  const isPage = object.tableType === 'struct page' || object.tableType === 'struct folio';
  const wasTable = object.constructedAt >= 0 || object.destructedAt >= 0;
  return wasTable || object.family === 'pagetable' || (object.tableType !== undefined && !isPage);
}
