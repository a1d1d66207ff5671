import { missingText } from '../kernel/missing-header.ts';
import type { Session } from '../session/session.ts';

/** One line: what is missing and what to run. */
export function missingLine(session: Session): string {
  const { missing } = session.profile;
  return missing ? missingText(missing) : '';
}
