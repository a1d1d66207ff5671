import type { NamePlace } from '../protocol.ts';

/**
 * An answer whose places are in other files: for texts that took the place of a tree's, so that an editor
 * opens what really ran.
 * @param paths absolute ones, by those that the answer has
 */
export function movedPlaces<T>(answer: T, paths: ReadonlyMap<string, string>): T {
  if (paths.size === 0 || typeof answer !== 'object' || answer === null) return answer;
  if (Array.isArray(answer)) return answer.map((each) => movedPlaces(each, paths)) as T;
  if (isPlace(answer)) return { ...answer, file: paths.get(answer.file) ?? answer.file };
  const moved = Object.entries(answer).map(([key, value]) => [key, movedPlaces(value, paths)]);
  return Object.fromEntries(moved) as T;
}

function isPlace(value: object): value is NamePlace {
  return 'file' in value && typeof value.file === 'string' && 'line' in value;
}
