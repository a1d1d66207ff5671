import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CancellationToken, CodeAction } from 'vscode-languageserver';
import { convertInProcess } from '../check/background-process.ts';
import { convertLines } from '../conversions/convert-lines.ts';
import type { ConvertedFile, Mention } from '../conversions/convert-tree.ts';
import type { LineSpan } from '../conversions/line-span.ts';
import { readTableApi, type TableApi } from '../conversions/table-api.ts';
import { CONVERT_REQUEST, type Conversion, type ConvertParams } from '../protocol.ts';
import type { Session } from '../session/session.ts';
import { UserMessage } from '../user-message.ts';
import { type ConvertedDocument, conversionEdit, functionChanges } from './conversion-edit.ts';
import type { OpenDocument } from './documents.ts';
import { guarded } from './request-guard.ts';
import type { Server } from './server.ts';
import { unsavedTexts } from './unsaved-texts.ts';

/** Rewrites code without changing what it does. */
export const CONVERT_KIND = 'refactor.rewrite.ptdesc';

/** What a tree has for page tables changes with its headers only, and those with a new session. */
const apis = new WeakMap<Session, TableApi>();

/** Registers the request of our own. */
export function registerConversions(server: Server): void {
  const { connection } = server;
  connection.onRequest(CONVERT_REQUEST, (params: ConvertParams, token) =>
    guarded(connection, CONVERT_REQUEST, token, () => convert(server, params, token)),
  );
}

/** The action that converts what is on some lines of a document; none where nothing is to be done. */
export function conversionActions(
  server: Server,
  document: OpenDocument,
  lines: LineSpan,
): CodeAction[] {
  const converted = convertedDocument(server, document, lines);
  if (converted.regions.length === 0) return [];
  const [only] = converted.regions;
  const what = converted.regions.length === 1 ? `${only?.name}()` : 'these functions';
  const edit = conversionEdit([converted], server.edits);
  return [{ title: `Convert ${what} to ptdesc`, kind: CONVERT_KIND, edit }];
}

async function convert(
  server: Server,
  params: ConvertParams,
  token: CancellationToken,
): Promise<Conversion> {
  const session = server.sessionOf(params.uri) ?? server.sessions.forFolder(server.folders.main);
  const mentions: Mention[] = [];
  const documents =
    params.scope === 'tree'
      ? await wholeTree(server, session, mentions, token)
      : [convertedOpen(server, params)].filter(({ regions }) => regions.length > 0);
  const functions = documents.reduce((sum, { regions }) => sum + regions.length, 0);
  const counts = { files: documents.length, functions, documents: mentions.map(described) };
  if (params.preview) return { ...counts, applied: false, changes: functionChanges(documents) };
  if (functions === 0) return { ...counts, applied: false };
  const edit = conversionEdit(documents, server.edits);
  const label = 'Convert to ptdesc';
  const { applied } = await server.connection.workspace.applyEdit({ label, edit });
  return { ...counts, applied };

  function described({ file, line, column, from, to }: Mention) {
    const message = `${from}() is ${to}() now`;
    return { file: join(session.profile.tree, file), line, column, message };
  }
}

function convertedOpen(server: Server, { uri, scope, lines }: ConvertParams): ConvertedDocument {
  const document = server.documents.get(uri);
  if (!document) throw new UserMessage('Open the file to convert it.');
  const span = lines && { from: lines.from + 1, to: lines.to + 1 };
  return convertedDocument(server, document, scope === 'selection' ? span : undefined);
}

function convertedDocument(
  server: Server,
  { uri, version, bytes }: OpenDocument,
  lines: LineSpan | undefined,
): ConvertedDocument {
  const session = server.sessionOf(uri);
  const regions = session ? convertLines(bytes, apiOf(session), lines) : [];
  return { uri, version, bytes, regions };
}

function apiOf(session: Session): TableApi {
  const known = apis.get(session);
  if (known) return known;
  const api = readTableApi(session.profile);
  apis.set(session, api);
  return api;
}

/** Everything in the tree, read in a process of its own; nothing when someone cancelled it. */
async function wholeTree(
  server: Server,
  session: Session,
  mentions: Mention[],
  token: CancellationToken,
): Promise<ConvertedDocument[]> {
  const files: ConvertedFile[] = [];
  const abort = new AbortController();
  const progress = await server.connection.window.createWorkDoneProgress();
  progress.begin('Converting the kernel tree', undefined, undefined, true);
  const stops = [token, progress.token].map((each) =>
    each.onCancellationRequested(() => abort.abort()),
  );
  try {
    const overlay = unsavedTexts(server, session);
    const task = { profile: session.request, overlay };
    const listener = {
      file: (file: ConvertedFile) => void files.push(file),
      mentions: (some: readonly Mention[]) => void mentions.push(...some),
    };
    const isComplete = await convertInProcess(task, listener, abort.signal);
    return isComplete ? files.map((file) => treeDocument(server, session, file)) : [];
  } finally {
    for (const stop of stops) stop.dispose();
    progress.done();
  }
}

function treeDocument(
  server: Server,
  session: Session,
  { file, bytes, regions }: ConvertedFile,
): ConvertedDocument {
  const path = join(session.profile.tree, file);
  const open = server.documents.all().find((document) => document.path === path);
  return {
    uri: open?.uri ?? pathToFileURL(path).href,
    version: open?.version ?? null,
    bytes,
    regions,
  };
}
