import { basename } from 'node:path';
import { readBytes } from '../files/regular-file.ts';
import { isWholeConfiguration } from '../kernel/known-configurations.ts';
import type { ProfileInfo } from '../protocol.ts';
import type { Session } from '../session/session.ts';
import { missingLine } from './missing-line.ts';

/** How a document is read, for the editor's status item. */
export function profileInfo(session: Session | undefined): ProfileInfo {
  const nothing = { label: '', status: '', missing: null, incomplete: null };
  if (!session) return { tree: null, model: false, ...nothing };
  const { tree, kernel, label, missing } = session.profile;
  return {
    tree,
    model: kernel.model,
    label,
    status: statusOf(session),
    missing: missing ? missingLine(session) : null,
    // The machines of the model are whole without a heading.
    incomplete: kernel.model ? null : incompleteLine(session.request.configFile),
  };
}

/** The architecture, what its configuration is called, and the kernel. */
function statusOf({ profile }: Session): string {
  const { arch, note, kernel, build, tree } = profile;
  const { version, patchlevel } = kernel.version;
  const own = build === tree ? '.config' : basename(build);
  const config = note === '' ? own : note.replace(`${arch}_`, '');
  const name = kernel.model ? 'modelled kernel' : `${version}.${patchlevel}`;
  return [arch, ...(config === arch ? [] : [config]), name].join(' \u00b7 ');
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
