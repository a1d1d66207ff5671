import { dirname } from 'node:path';
import type { TreeAccess } from './collect.ts';

/** What accesses are counted by. */
export type GroupKey = 'field' | 'memdesc' | 'dir' | 'file';

/** The accesses of one field, memdesc, directory or file. */
export interface AccessGroup {
  /** `struct page.lru`, `struct page`, `mm`, `mm/swap.c`. */
  readonly name: string;
  /** In code that the configuration reads, or would. */
  readonly total: number;
  /** In code that it leaves out. */
  readonly inactive: number;
  /** Those in files that the profile builds and reads completely. */
  readonly exact: number;
  readonly files: number;
  /** How many of each kind: read, write, address, … */
  readonly kinds: Readonly<Record<string, number>>;
}

/** Counts accesses by a key; the largest group first, then by name. */
export function groupAccesses(accesses: readonly TreeAccess[], by: GroupKey): AccessGroup[] {
  const groups = new Map<string, TreeAccess[]>();
  for (const access of accesses) {
    const name = nameOf(access, by);
    const group = groups.get(name);
    if (group) group.push(access);
    else groups.set(name, [access]);
  }
  const counted = [...groups].map(([name, members]) => countGroup(name, members));
  return counted.sort((a, b) => b.total - a.total || (a.name < b.name ? -1 : 1));
}

function nameOf({ file, record, field }: TreeAccess, by: GroupKey): string {
  if (by === 'file') return file;
  if (by === 'dir') return dirname(file);
  return by === 'memdesc' ? record : `${record}.${field}`;
}

function countGroup(name: string, all: readonly TreeAccess[]): AccessGroup {
  const members = all.filter(({ active }) => active);
  const kinds: Record<string, number> = {};
  for (const { kind } of members) kinds[kind] = (kinds[kind] ?? 0) + 1;
  return {
    name,
    total: members.length,
    inactive: all.length - members.length,
    exact: members.filter(({ exact }) => exact).length,
    files: new Set(all.map(({ file }) => file)).size,
    kinds,
  };
}

/** Whether an access is of a field: `lru`, `page.lru` or `struct page.lru`. */
export function isOfField({ record, field }: TreeAccess, wanted: string): boolean {
  const [, name = '', member] = /^(?:(?:struct|union)\s+)?(\w+)(?:\.(\w+))?$/.exec(wanted) ?? [];
  if (member === undefined) return field === name;
  return field === member && record.endsWith(` ${name}`);
}
