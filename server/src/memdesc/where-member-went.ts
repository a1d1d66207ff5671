import type { MemdescModel } from './memdesc.ts';

/**
 * Where a member went that this tree's struct page does not have: the member that lies where memdescs have
 * one of that name, by the assertions that tie them together. Empty when none of them has one.
 */
export function whereMemberWent({ memdescs }: MemdescModel, name: string): string {
  const places = new Map<string, string[]>();
  for (const { record, pairs } of memdescs) {
    for (const { path, pagePath, pageIndex } of pairs) {
      if (path !== name || pagePath === name || pageIndex !== 0) continue;
      places.set(pagePath, [...(places.get(pagePath) ?? []), record]);
    }
  }
  const words = [...places].map(
    ([pagePath, records]) => `'${pagePath}' ('${name}' of ${records.join(', ')})`,
  );
  return words.length === 0 ? '' : `; in its place is ${words.join(', ')}`;
}
