import { readBytes } from '../files/regular-file.ts';
import type { Overlay } from '../profile/overlay.ts';
import type { Session } from '../session/session.ts';
import { isTooLarge } from './documents.ts';
import type { Server } from './server.ts';

/** The editor's texts of a tree, where they are not the disk's. */
export function unsavedTexts({ documents }: Server, { profile }: Session): Overlay {
  const overlay = new Map<string, Uint8Array>();
  for (const document of documents.all()) {
    const { path, bytes } = document;
    if (!path?.startsWith(`${profile.tree}/`) || isTooLarge(document)) continue;
    const onDisk = readBytes(path, 'source');
    if (!onDisk || Buffer.compare(onDisk, bytes) !== 0) overlay.set(path, bytes);
  }
  return overlay;
}
