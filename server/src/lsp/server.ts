import type { CancellationToken, Connection, Position } from 'vscode-languageserver';
import { cacheProblem } from '../cache/cache-folder.ts';
import { isKconfigFile } from '../features/config-symbol.ts';
import { findNear } from '../features/find-near.ts';
import { TOO_LARGE_DOCUMENT } from '../files/file-limits.ts';
import { refusalLine } from '../kernel/node-file-system.ts';
import type { ProfileRequest } from '../profile/profile-request.ts';
import type { ProfileChoice, ProfileParams } from '../protocol.ts';
import { ConfigThread } from '../session/config-thread.ts';
import { noteRequest } from '../session/quiet.ts';
import type { Session } from '../session/session.ts';
import { Sessions } from '../session/sessions.ts';
import { StaleAnswer } from '../session/stale-answer.ts';
import { TreeSearch } from '../session/tree-search.ts';
import { DEFAULT_SETTINGS, type ReadingSettings } from '../settings/settings.ts';
import { UserMessage } from '../user-message.ts';
import type { EditCapabilities } from './conversion-edit.ts';
import { DiagnosticsPublisher } from './diagnostics-publisher.ts';
import { Documents, isTooLarge, type OpenDocument } from './documents.ts';
import { type FileView, type PositionView, viewFile } from './file-view.ts';
import { readInPlace } from './inactive-view.ts';
import { missingLine } from './missing-line.ts';
import { offsetOfPosition, wordRange } from './positions.ts';
import { WorkspaceFolders } from './workspace-folders.ts';

/** How long after a file is complete the search of the tree may begin: hovers come first. */
const SEARCH_DELAY_MS = 300;

/** What the server knows, and how requests get at it. start-server.ts registers the handlers. */
export class Server {
  readonly connection: Connection;
  readonly documents = new Documents();
  readonly sessions: Sessions;
  readonly search: TreeSearch;
  readonly diagnostics: DiagnosticsPublisher;
  readonly folders: WorkspaceFolders;
  readonly kconfig = new ConfigThread();
  /** What the editor understands of edits. */
  edits: EditCapabilities = { documentChanges: false, annotations: false };
  readonly #logged = new Set<string>();

  constructor(connection: Connection, named: ReadingSettings = {}) {
    this.connection = connection;
    this.sessions = new Sessions(DEFAULT_SETTINGS, (session) => this.#handTexts(session));
    this.search = new TreeSearch(
      (message) => connection.console.warn(message),
      (session) => this.#settle(session),
    );
    this.diagnostics = new DiagnosticsPublisher(this);
    this.folders = new WorkspaceFolders(this, named);
    const unused = cacheProblem();
    if (unused !== undefined) connection.console.warn(unused);
  }

  /**
   * The session of a document; undefined when it is no file, lies in no kernel tree, or in one that
   * cannot be opened, which is logged once.
   */
  sessionOf(uri: string): Session | undefined {
    const path = this.documents.pathOf(uri);
    if (path === undefined) return undefined;
    try {
      return this.sessions.forFile(path);
    } catch (error) {
      this.#logOnce(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  /** Reads every open document again, under the settings and the configuration as they are now. */
  reopen(): void {
    this.search.stop();
    this.sessions.close();
    for (const document of this.documents.all()) this.reread(document);
  }

  /** Hands the editor's text to the session and begins to build the unit. */
  reread(document: OpenDocument): void {
    // Only the thread that is asked about symbols reads those.
    if (isKconfigFile(document.path)) return;
    const session = this.sessionOf(document.uri);
    if (!session || document.path === undefined) return;
    this.rediagnose(this.#handText(session, document.path, textOf(document)));
    this.diagnostics.schedule(document);
    if (isTooLarge(document))
      this.#logOnce(`${document.path} ${TOO_LARGE_DOCUMENT}: it is not read`);
    else if (!session.profile.missing) void this.#build(session, document.path);
  }

  /** Gives the file's own text back to the session. */
  forget(document: OpenDocument): void {
    if (isKconfigFile(document.path)) return;
    const session = this.sessionOf(document.uri);
    if (session && document.path !== undefined)
      this.rediagnose(this.#handText(session, document.path, undefined));
    this.diagnostics.clear(document);
  }

  /** Other architectures read the same headers. Returns the files that are read in units that changed. */
  #handText(session: Session, path: string, bytes: Uint8Array | undefined): string[] {
    const { tree } = session.profile;
    return [...new Set([session, ...this.sessions.all()])].flatMap((each) =>
      each.profile.tree === tree ? each.setContent(path, bytes) : [],
    );
  }

  /** What was found in these files may not hold any more. */
  rediagnose(paths: readonly string[]): void {
    for (const document of this.documents.all())
      if (document.path !== undefined && paths.includes(document.path))
        this.diagnostics.schedule(document);
  }

  /**
   * A document read to the end; undefined when there is nothing to say about it.
   * @param isUrgent a request waits for it
   */
  async view(uri: string, isUrgent = true): Promise<FileView | undefined> {
    const path = this.documents.pathOf(uri);
    if (path === undefined || isKconfigFile(path) || !this.sessionOf(uri)) return undefined;
    const session = await this.sessions.settle(path);
    if (!session) return undefined;
    return viewFile(session, path, () => this.search.isSearching(session), isUrgent);
  }

  /** What stands at a position of a document. */
  async at(uri: string, position: Position): Promise<PositionView | undefined> {
    noteRequest();
    const view = await this.view(uri);
    noteRequest();
    if (!view) return undefined;
    const offset = offsetOfPosition(view.file.bytes, position);
    const found = findNear(view.unit, view.file, offset);
    if (!found) return undefined;
    const at = { ...view, found, range: wordRange(view.file.bytes, offset) };
    return found.kind === 'inactive' ? readInPlace(at, offset) : at;
  }

  /** The whole tree's memdescs for a document, the workspace or a choice; waits for the search. */
  async everything(
    params: ProfileParams | undefined,
    cancelled: CancellationToken,
  ): Promise<Session> {
    const session = this.chosenSession(params);
    if (session.profile.missing) throw new UserMessage(missingLine(session));
    this.search.start(session);
    await this.search.finished(session);
    if (cancelled.isCancellationRequested) return session;
    if (!session.found) throw new UserMessage('No file of this tree defines struct page.');
    return session;
  }

  /**
   * The session that a request of ours is about.
   * @throws UserMessage with one line when the profile cannot be opened
   */
  chosenSession({ uri, choice }: ProfileParams = {}): Session {
    const path = uri === undefined ? undefined : this.documents.pathOf(uri);
    try {
      if (choice) return this.sessions.forRequest(requestOf(choice));
      const session = path === undefined ? undefined : this.sessions.forFile(path);
      return session ?? this.sessions.forFolder(this.folders.main);
    } catch (error) {
      throw new UserMessage(error instanceof Error ? error.message : String(error));
    }
  }

  /** The session of what all architectures have in common, in the tree of a document. */
  commonSession({ uri }: ProfileParams = {}): Session | undefined {
    const path = uri === undefined ? undefined : this.documents.pathOf(uri);
    return path === undefined ? undefined : this.sessions.chosenFor(path);
  }

  /** A new session begins with the editor's texts; what it does not read is logged. */
  #handTexts(session: Session): void {
    for (const document of this.documents.all()) {
      const { path } = document;
      if (path === undefined || isKconfigFile(path)) continue;
      if (path.startsWith(`${session.profile.tree}/`)) session.setContent(path, textOf(document));
    }
    for (const line of session.profile.consequences) this.#logOnce(line);
    session.profile.fs.onRefuse((path, problem) => this.#logOnce(refusalLine(path, problem)));
  }

  /** Headers are read as they will always be from now on, and everyone's memdescs are known. */
  #settle(session: Session): void {
    session.settle();
    for (const document of this.documents.all())
      if (this.sessionOf(document.uri) === session) this.diagnostics.schedule(document);
  }

  #logOnce(message: string): void {
    if (this.#logged.has(message)) return;
    this.#logged.add(message);
    this.connection.console.warn(message);
  }

  async #build(chosen: Session, path: string): Promise<void> {
    let session = chosen;
    try {
      session = (await this.sessions.settle(path)) ?? chosen;
      await session.unitFor(path).builder.ready();
    } catch (error) {
      // The edit that came in between has its own turn.
      if (error instanceof StaleAnswer) return;
      this.connection.console.error(
        `${path}: ${error instanceof Error ? error.stack : String(error)}`,
      );
      return;
    }
    setTimeout(() => this.search.start(session), SEARCH_DELAY_MS).unref();
  }
}

/** What is read of a document. */
const textOf = (document: OpenDocument): Uint8Array =>
  isTooLarge(document) ? new Uint8Array(0) : document.bytes;

/** A choice comes from outside, so only what is known of it is taken. */
function requestOf(choice: ProfileChoice): ProfileRequest {
  const { tree, build, arch, config, defconfig, symbols } = choice;
  return {
    tree,
    ...(build === undefined ? {} : { build }),
    ...(arch === undefined ? {} : { arch }),
    ...(config === undefined ? {} : { configFile: config }),
    ...(defconfig === undefined ? {} : { defconfig }),
    ...(symbols === undefined ? {} : { set: symbols }),
  };
}
