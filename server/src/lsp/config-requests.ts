/** Hovers and definitions of Kconfig's symbols, in C and in the Kconfig files themselves. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type Connection,
  DefinitionRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type Hover,
  HoverRequest,
  type InitializeParams,
  type Location,
  type Position,
  type Range,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { configSymbolOf, isKconfigFile } from '../features/config-symbol.ts';
import { presentConfig } from '../features/hover/present-config.ts';
import type { Place } from '../kernel/kconfig/model.ts';
import type { ConfigAnswer } from '../session/config-answers.ts';
import type { Session } from '../session/session.ts';
import type { NumberStyle } from '../settings/settings.ts';
import { offsetOfPosition, positionOfOffset, rangeAt, wordRange } from './positions.ts';
import type { Server } from './server.ts';
import { editorStyle } from './to-lsp.ts';

/** A symbol under the cursor. */
export interface ConfigSymbolAt {
  /** Without `CONFIG_`. */
  readonly name: string;
  readonly range: Range;
  readonly session: Session;
  readonly isInKconfig: boolean;
}

/** Undefined where no symbol of Kconfig stands, or no kernel tree is around the document. */
export function configSymbolAt(
  server: Server,
  uri: string,
  position: Position,
): ConfigSymbolAt | undefined {
  const document = server.documents.get(uri);
  if (document === undefined) return undefined;
  const { bytes, path } = document;
  const range = wordRange(bytes, offsetOfPosition(bytes, position));
  const [start, end] = [range.start, range.end].map((each) => offsetOfPosition(bytes, each));
  const word = Buffer.from(bytes.subarray(start, end)).toString('utf8');
  const name = configSymbolOf(word, path);
  const session = name === undefined ? undefined : server.sessionOf(uri);
  if (name === undefined || session === undefined) return undefined;
  return { name, range, session, isInKconfig: isKconfigFile(path) };
}

/** What the symbol is and why; null for a word of a Kconfig file that is no symbol. */
export async function configHover(
  server: Server,
  symbol: ConfigSymbolAt,
  numbers: NumberStyle,
): Promise<Hover | null> {
  const { session, range, isInKconfig } = symbol;
  const { name, answer } = await askConfig(server, symbol);
  const { explanation, hasKconfig } = answer;
  if (explanation === undefined && isInKconfig) return null;
  const { tree, label, config } = session.profile;
  const value = config.value(name);
  const hover = { name, value, profile: label, tree, hasKconfig, explanation };
  return {
    contents: { kind: 'markdown', value: presentConfig(hover, editorStyle(numbers)) },
    range,
  };
}

/** The entries that declare the symbol; null where none does. */
export async function configDefinition(
  server: Server,
  symbol: ConfigSymbolAt,
): Promise<Location[] | null> {
  const { name, answer } = await askConfig(server, symbol);
  const reasons = answer.explanation?.reasons ?? [];
  const entries = reasons.filter(({ kind }) => kind === 'entry');
  const places = entries.flatMap((entry) => entryLocation(server, symbol.session, name, entry));
  return places.length > 0 ? places : null;
}

/** Asks for the symbol; autoconf.h writes `_MODULE` behind the name of what is a module. */
async function askConfig(
  server: Server,
  { name, session }: ConfigSymbolAt,
): Promise<{ name: string; answer: ConfigAnswer }> {
  const unsaved = server.documents
    .all()
    .flatMap(({ path, bytes }) =>
      path !== undefined && isKconfigFile(path)
        ? [[path, Buffer.from(bytes).toString('utf8')] as const]
        : [],
    );
  const ask = (each: string) => server.kconfig.ask(session.request, each, unsaved);
  const answer = await ask(name);
  const module = name.replace(/_MODULE$/, '');
  if (answer.explanation !== undefined || module === name) return { name, answer };
  const ofModule = await ask(module);
  return ofModule.explanation ? { name: module, answer: ofModule } : { name, answer };
}

/** Where the name stands in the line of its entry. */
function entryLocation(server: Server, session: Session, name: string, place: Place): Location[] {
  const path = join(session.profile.tree, place.file);
  const uri = pathToFileURL(path).href;
  const bytes = server.documents.get(uri)?.bytes ?? session.profile.fs.readFile(path);
  if (!bytes) return [];
  const line = rangeAt(bytes, place.line, 1, 0).start;
  const start = offsetOfPosition(bytes, line);
  const at = Buffer.from(bytes).indexOf(name, start);
  const [from, to] = at < 0 ? [start, start] : [at, at + name.length];
  return [
    { uri, range: { start: positionOfOffset(bytes, from), end: positionOfOffset(bytes, to) } },
  ];
}

/** True for an editor that hands over further kinds of documents when it is asked to. */
export function syncsOnDemand({ capabilities: { textDocument } }: InitializeParams): boolean {
  const { synchronization, hover, definition } = textDocument ?? {};
  return [synchronization, hover, definition].every((each) => each?.dynamicRegistration === true);
}

/** Kconfig files are no C: of all requests only hovers and definitions are for them. */
export async function registerKconfig(connection: Connection): Promise<void> {
  const documentSelector = [{ scheme: 'file', pattern: '**/Kconfig*' }];
  await connection.client.register(DidOpenTextDocumentNotification.type, { documentSelector });
  await connection.client.register(DidChangeTextDocumentNotification.type, {
    documentSelector,
    syncKind: TextDocumentSyncKind.Incremental,
  });
  await connection.client.register(DidCloseTextDocumentNotification.type, { documentSelector });
  await connection.client.register(HoverRequest.type, { documentSelector });
  await connection.client.register(DefinitionRequest.type, { documentSelector });
}
