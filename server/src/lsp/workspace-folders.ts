/**
 * The folders of the workspace, each of which may be a kernel of its own: their settings are asked for
 * one by one (workspace/configuration) where there are several.
 */
import type { InitializeParams } from 'vscode-languageserver';
import { findTree } from '../kernel/find-tree.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { ReadingSettings, Settings } from '../settings/settings.ts';
import { pathOfUri } from './documents.ts';
import type { Server } from './server.ts';

export class WorkspaceFolders {
  readonly #server: Server;
  #uris: readonly string[] = [];
  #canAsk = false;
  #tellsChanges = false;
  /** The last change begun: what was asked for an earlier one is out of date. */
  #applied = 0;
  /** What the editor sent for all of them. */
  #common: Settings;

  /** What the command line chose. */
  readonly #named: ReadingSettings;

  constructor(server: Server, named: ReadingSettings = {}) {
    this.#server = server;
    this.#named = named;
    this.#common = server.sessions.settings;
  }

  /** Takes what the editor says about itself. */
  initialize({ workspaceFolders, rootUri, capabilities, initializationOptions }: InitializeParams) {
    const first = rootUri ?? undefined;
    this.#uris = workspaceFolders?.map(({ uri }) => uri) ?? (first === undefined ? [] : [first]);
    this.#common = this.#read(initializationOptions);
    this.#server.sessions.configure(this.#common);
    this.#canAsk = capabilities.workspace?.configuration === true;
    this.#tellsChanges = capabilities.workspace?.workspaceFolders === true;
  }

  /** The editor answers questions from now on. */
  initialized(): void {
    if (!this.#tellsChanges) return;
    this.#server.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => uri));
      const kept = this.#uris.filter((uri) => !gone.has(uri));
      this.#uris = [...kept, ...added.map(({ uri }) => uri)];
      void this.#apply();
    });
    if (this.#uris.length > 1) void this.#apply();
  }

  /** Takes settings that the editor sent. */
  configure(sent: unknown): Promise<void> {
    this.#common = this.#read(sent);
    return this.#apply();
  }

  #read(sent: unknown): Settings {
    return readSettings(sent, this.#named);
  }

  get paths(): string[] {
    return this.#uris.flatMap((uri) => pathOfUri(uri) ?? []);
  }

  /** The folder that requests without a document are about: the first one with a kernel. */
  get main(): string | undefined {
    const { paths } = this;
    return paths.find((path) => findTree(path) !== undefined) ?? paths[0];
  }

  async #apply(): Promise<void> {
    const server = this.#server;
    const applied = ++this.#applied;
    const ofFolders = await this.#ofFolders();
    if (applied !== this.#applied) return;
    if (server.sessions.configure(this.#common, ofFolders)) server.reopen();
    else server.diagnostics.scheduleAll();
  }

  /** One folder has what the workspace has. */
  async #ofFolders(): Promise<Map<string, Settings>> {
    const uris = this.#uris.filter((uri) => pathOfUri(uri) !== undefined);
    if (uris.length < 2 || !this.#canAsk) return new Map();
    try {
      const items = uris.map((scopeUri) => ({ scopeUri, section: 'ptdesc' }));
      const sections = await this.#server.connection.workspace.getConfiguration(items);
      return new Map(uris.map((uri, i) => [pathOfUri(uri) ?? '', this.#read(sections[i])]));
    } catch (error) {
      this.#server.connection.console.warn(`The folders' settings cannot be read: ${error}`);
      return new Map();
    }
  }
}
