import { pathToFileURL } from 'node:url';
import type { Location } from 'vscode-languageserver';
import type { NamedPlace } from '../features/definition.ts';
import type { HoverStyle } from '../features/hover/hover-style.ts';
import { linkMarkdown } from '../features/hover/markdown.ts';
import type { SourcePlace } from '../protocol.ts';
import type { Session } from '../session/session.ts';
import type { NumberStyle } from '../settings/settings.ts';
import { rangeAt } from './positions.ts';

/** Places as the protocol's locations; those in files that cannot be read are left out. */
export function toLocations(session: Session, places: readonly NamedPlace[]): Location[] {
  return places.flatMap(({ name, place }) => {
    // Memdescs found by the search of the tree are declared in files that no open unit reads.
    const bytes = session.file(place.file)?.bytes ?? session.profile.fs.readFile(place.file);
    if (!bytes) return [];
    const range = rangeAt(bytes, place.line, place.column, Buffer.byteLength(name));
    return [{ uri: pathToFileURL(place.file).href, range }];
  });
}

/** Hovers in an editor: places are links with the file's name and the line. */
export function editorStyle(numbers: NumberStyle): HoverStyle {
  return { numbers, link: linkTo };
}

function linkTo(place: SourcePlace): string {
  const name = place.file.split('/').at(-1) ?? place.file;
  return linkMarkdown(`${name}:${place.line}`, `${pathToFileURL(place.file).href}#L${place.line}`);
}
