import { basename } from 'node:path';
import { readBytes } from '../files/regular-file.ts';
import { isWholeConfiguration } from '../kernel/known-configurations.ts';
import type { ProfileInfo } from '../protocol.ts';
import type { Session } from '../session/session.ts';
import { missingLine } from './missing-line.ts';

/** How a document is read, for the editor's status item. */
export function profileInfo(session: Session | undefined): ProfileInfo {
  if (!session) return { tree: null, model: false, label: '', missing: null, incomplete: null };
  const { tree, kernel, label, missing } = session.profile;
  return {
    tree,
    model: kernel.model,
    label,
    missing: missing ? missingLine(session) : null,
    // The machines of the model are whole without a heading.
    incomplete: kernel.model ? null : incompleteLine(session.request.configFile),
  };
}

function incompleteLine(path: string | undefined): string | null {
  if (path === undefined || isWholeConfiguration(textOf(path))) return null;
  return (
    `${basename(path)} is not a whole configuration: symbols that follow from others are not in it. ` +
    'Copied to a build folder as .config, "make olddefconfig" adds them.'
  );
}

function textOf(path: string): string {
  return readBytes(path, 'configuration')?.toString('latin1') ?? '';
}
