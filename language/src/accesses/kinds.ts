/** What happens to a member as an object; docs/accesses.md has the exact rules. The order is the priority. */
const ACCESS_KINDS = [
  'write',
  'readwrite',
  'address',
  'read',
  'offsetof',
  'designator',
  'unevaluated',
] as const;

export type AccessKind = (typeof ACCESS_KINDS)[number];

/** True when `a` is listed rather than `b` where both apply to one written token. */
export function isStronger(a: AccessKind, b: AccessKind): boolean {
  return ACCESS_KINDS.indexOf(a) < ACCESS_KINDS.indexOf(b);
}
