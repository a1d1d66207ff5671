import type { Life } from '../../paths/table-object.ts';
import type { RuleContext } from './rule.ts';

/** In which lives tables are stored in one kind of place, and where each was first seen. */
export type StoredTables = ReadonlyMap<Life, number>;

/** What the functions of the file store in each kind of place that holds tables. */
export function storedTables(context: RuleContext): ReadonlyMap<string, StoredTables> {
  const places = new Map<string, Map<Life, number>>();
  for (const { events } of context.paths.inFile(context.file))
    for (const { operation, object } of events) {
      if (operation.kind !== 'share' || operation.name === '') continue;
      const lives = places.get(operation.name) ?? new Map<Life, number>();
      if (!lives.has(object.life)) lives.set(object.life, operation.token);
      places.set(operation.name, lives);
    }
  return places;
}
