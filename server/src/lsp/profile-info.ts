import type { ProfileInfo } from '../protocol.ts';
import type { Session } from '../units/session.ts';
import { missingLine } from './server.ts';

/** How a document is read, for the editor's status item. */
export function profileInfo(session: Session | undefined): ProfileInfo {
  if (!session) return { tree: null, model: false, label: '', missing: null };
  const { tree, kernel, label, missing } = session.profile;
  return {
    tree,
    model: kernel.model,
    label,
    missing: missing ? missingLine(session) : null,
  };
}
