/**
 * The requests that the server answers, each in a few lines: look the position up, ask the feature,
 * convert its plain data.
 */
import type { Hover, Location } from 'vscode-languageserver';
import { definition } from '../features/definition.ts';
import { hoverSubject } from '../features/hover/hover.ts';
import { presentHover } from '../features/hover/present-hover.ts';
import { overlaysOf } from '../features/implementation.ts';
import { overlayView } from '../features/overlay-view.ts';
import { references } from '../features/references.ts';
import {
  OVERLAY_REQUEST,
  type OverlayView,
  PROFILE_REQUEST,
  type ProfileInfo,
  type ProfileParams,
} from '../protocol.ts';
import { configDefinition, configHover, configSymbolAt } from './config-requests.ts';
import { profileInfo } from './profile-info.ts';
import { guarded } from './request-guard.ts';
import type { Server } from './server.ts';
import { editorStyle, toLocations } from './to-lsp.ts';

/** Registers every request about what stands at a position. */
export function registerPositionRequests(server: Server): void {
  const { connection } = server;
  connection.onHover(({ textDocument, position }, token) =>
    guarded(connection, 'hover', token, async (): Promise<Hover | null> => {
      const { hover } = server.sessions.settingsOf(server.documents.pathOf(textDocument.uri));
      const symbol = configSymbolAt(server, textDocument.uri, position);
      if (symbol) return hover.enable ? configHover(server, symbol, hover.numbers) : null;
      const at = hover.enable ? await server.at(textDocument.uri, position) : undefined;
      const subject = at && hoverSubject(at.unit, at.model, at.found);
      if (!subject) return null;
      const info = { subject, context: at.context };
      const value = presentHover(info, editorStyle(hover.numbers));
      return { contents: { kind: 'markdown', value }, range: at.range };
    }),
  );
  connection.onDefinition(({ textDocument, position }, token) =>
    guarded(connection, 'definition', token, async (): Promise<Location[] | null> => {
      const symbol = configSymbolAt(server, textDocument.uri, position);
      if (symbol) return configDefinition(server, symbol);
      const at = await server.at(textDocument.uri, position);
      const place = at && definition(at.unit, at.model, at.found);
      return place ? toLocations(at.session, [place]) : null;
    }),
  );
  connection.onImplementation(({ textDocument, position }, token) =>
    guarded(connection, 'implementation', token, async (): Promise<Location[] | null> => {
      const at = await server.at(textDocument.uri, position);
      return at ? toLocations(at.session, overlaysOf(at.model, at.found)) : null;
    }),
  );
  connection.onReferences(({ textDocument, position, context }, token) =>
    guarded(connection, 'references', token, async (): Promise<Location[] | null> => {
      const at = await server.at(textDocument.uri, position);
      if (!at) return null;
      const isDeclared = context.includeDeclaration;
      const places = references(at.unit, at.model, at.file, at.found, isDeclared);
      return toLocations(at.session, places);
    }),
  );
}

/** Registers the requests of our own, see protocol.ts. */
export function registerCustomRequests(server: Server): void {
  const { connection } = server;
  connection.onRequest(OVERLAY_REQUEST, (params: ProfileParams | undefined, token) =>
    guarded(connection, OVERLAY_REQUEST, token, async (): Promise<OverlayView | null> => {
      const { found, profile } = await server.everything(params, token);
      return found ? overlayView(found, profile.label, profile.tree) : null;
    }),
  );
  connection.onRequest(PROFILE_REQUEST, (params: ProfileParams | undefined, token) =>
    guarded(connection, PROFILE_REQUEST, token, (): ProfileInfo => {
      const uri = params?.choice ? undefined : params?.uri;
      return profileInfo(uri === undefined ? server.chosenSession(params) : server.sessionOf(uri));
    }),
  );
}
