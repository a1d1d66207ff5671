import { readBytes } from '../files/regular-file.ts';
import type { Overlay } from '../profile/overlay.ts';
import type { Session } from '../session/session.ts';
import type { Server } from './server.ts';

/** The editor's texts of a tree, where they are not the disk's. */
export function unsavedTexts({ documents }: Server, { profile }: Session): Overlay {
  const overlay = new Map<string, Uint8Array>();
  for (const { path, bytes } of documents.all()) {
    if (!path?.startsWith(`${profile.tree}/`)) continue;
    const onDisk = readBytes(path, 'source');
    if (!onDisk || Buffer.compare(onDisk, bytes) !== 0) overlay.set(path, bytes);
  }
  return overlay;
}
