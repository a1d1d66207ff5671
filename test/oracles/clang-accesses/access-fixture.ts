/**
 * The notation of test/fixtures/accesses: after `//:` on a line stand its accesses, in the order of
 * their columns. Whoever lists accesses can be held to it.
 */
import type { AccessLine } from './clang-accesses.ts';

/** `struct s.f read -> arg as NAME`. */
export function spellAccess(access: AccessLine): string {
  const parts = [`${access.record}.${access.field}`, access.kind];
  if (access.arrow) parts.push('->');
  if (access.in_macro_arg) parts.push('arg');
  if (access.spelled !== undefined) parts.push(`as ${access.spelled}`);
  return parts.join(' ');
}

/** Every expected access of a fixture as `LINE: ACCESS`, in order. */
export function expectedAccesses(text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    const [, notes] = /;.*\/\/:(.*)$/.exec(line) ?? [];
    const accesses = (notes ?? '').split(',').map((note) => note.trim());
    return accesses.filter((note) => note !== '').map((note) => `${index + 1}: ${note}`);
  });
}
