/** The requests that read the whole tree: they run in a process of their own and can be cancelled. */

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CancellationToken, Diagnostic } from 'vscode-languageserver';
import { checkInProcess } from '../check/background-process.ts';
import type { CheckListener } from '../check/check-tree.ts';
import type { CheckFinding } from '../check/finding-record.ts';
import type { AccessRecord, FileResult } from '../check/unit-task.ts';
import { fieldOf } from '../features/hover/subject.ts';
import { readBytes } from '../files/regular-file.ts';
import {
  CHECK_WORKSPACE_REQUEST,
  FIELD_USES_REQUEST,
  type FieldUse,
  type FieldUses,
  type FieldUsesParams,
  type ProfileParams,
  type WorkspaceCheck,
} from '../protocol.ts';
import { shownSeverity } from '../rules/run/shown-severity.ts';
import type { Session } from '../session/session.ts';
import { UserMessage } from '../user-message.ts';
import { missingLine } from './missing-line.ts';
import { guarded } from './request-guard.ts';
import type { Server } from './server.ts';
import { type ShownFinding, toDiagnostic } from './to-diagnostic.ts';
import { unsavedTexts } from './unsaved-texts.ts';

/** Registers them. */
export function registerTreeRequests(server: Server): void {
  const { connection } = server;
  const checks = new TreeChecks(server);
  connection.onRequest(CHECK_WORKSPACE_REQUEST, (params: ProfileParams | undefined, token) =>
    guarded(connection, CHECK_WORKSPACE_REQUEST, token, () => checks.check(params?.uri, token)),
  );
  connection.onRequest(FIELD_USES_REQUEST, (params: FieldUsesParams, token) =>
    guarded(connection, FIELD_USES_REQUEST, token, () => checks.fieldUses(params, token)),
  );
}

class TreeChecks {
  readonly #server: Server;
  /** Documents that the last check said something about. */
  readonly #published = new Set<string>();
  #isRunning = false;

  constructor(server: Server) {
    this.#server = server;
  }

  /** Checks the tree; findings of files that no editor has open are published as they come. */
  async check(uri: string | undefined, token: CancellationToken): Promise<WorkspaceCheck> {
    const session = this.#sessionOf(uri);
    this.#clear();
    const { diagnostics: settings } = this.#server.sessions.settings;
    // A file is told again when the search has found more memdescs since.
    const files = new Map<string, ReturnType<typeof shownSeverity>[]>();
    const completed = await this.#run('Checking the kernel tree', session, token, (result) => {
      files.set(
        result.file,
        result.findings.map((finding) => shownSeverity(finding, settings)),
      );
      this.#publish(session, result);
    });
    const severities = [...files.values()].flat();
    const errors = severities.filter((severity) => severity === 'error').length;
    const warnings = severities.filter((severity) => severity === 'warning').length;
    return { files: files.size, errors, warnings, completed };
  }

  /** Every use of the field at a position, over the whole tree; null when there is no such field. */
  async fieldUses(params: FieldUsesParams, token: CancellationToken): Promise<FieldUses | null> {
    const { uri, line, character } = params;
    const at = await this.#server.at(uri, { line, character });
    const field = at && at.found.kind !== 'inactive' ? fieldOf(at.model, at.found) : undefined;
    if (!at || !field) return null;
    const [name = ''] = field.path.split('.');
    const uses: FieldUse[] = [];
    const { tree } = at.session.profile;
    const title = `Searching for ${field.record}.${name}`;
    const take = (access: AccessRecord, file: string, exact: boolean, active: boolean) => {
      if (access.record !== field.record || access.field !== name) return;
      const { line, col, kind } = access;
      uses.push({ file: join(tree, file), line, column: col, kind, exact, active });
    };
    const completed = await this.#run(
      title,
      at.session,
      token,
      ({ file, exact, accesses, inactive = [] }) => {
        for (const access of accesses) take(access, file, exact, true);
        for (const access of inactive) take(access, file, false, false);
      },
      true,
    );
    return { field: `${field.record}.${name}`, uses, completed };
  }

  async #run(
    title: string,
    session: Session,
    token: CancellationToken,
    file: CheckListener['file'],
    inactive = false,
  ): Promise<boolean> {
    if (this.#isRunning) throw new UserMessage('The tree is being read already.');
    this.#isRunning = true;
    const abort = new AbortController();
    const progress = await this.#server.connection.window.createWorkDoneProgress();
    progress.begin(title, 0, undefined, true);
    const stops = [token, progress.token].map((each) =>
      each.onCancellationRequested(() => abort.abort()),
    );
    const listener: CheckListener = {
      file,
      failure: (message) => this.#server.connection.console.warn(message),
      progress: (done, total) =>
        progress.report((done / Math.max(1, total)) * 100, `${done} of ${total}`),
    };
    try {
      const overlay = unsavedTexts(this.#server, session);
      const task = { profile: session.request, overlay, inactive };
      return await checkInProcess(task, listener, abort.signal);
    } finally {
      for (const stop of stops) stop.dispose();
      progress.done();
      this.#isRunning = false;
    }
  }

  #sessionOf(uri: string | undefined): Session {
    const session = this.#openSession(uri);
    if (session === undefined)
      throw new UserMessage(
        'No kernel tree is open: open a file of one, or name it in the setting ptdesc.tree.',
      );
    if (session.profile.missing) throw new UserMessage(missingLine(session));
    return session;
  }

  /** @throws UserMessage with one line when the profile cannot be opened */
  #openSession(uri: string | undefined): Session | undefined {
    const { sessions, folders } = this.#server;
    try {
      const own = uri === undefined ? undefined : this.#server.sessionOf(uri);
      return own ?? sessions.ofFolder(folders.main);
    } catch (error) {
      throw new UserMessage(error instanceof Error ? error.message : String(error));
    }
  }

  #clear(): void {
    for (const uri of this.#published) {
      if (!this.#isOpen(uri)) this.#send(uri, []);
    }
    this.#published.clear();
  }

  /** Open documents have findings of their own, which follow the typing. */
  #publish(session: Session, { file, findings }: FileResult): void {
    const path = join(session.profile.tree, file);
    const uri = pathToFileURL(path).href;
    if (findings.length === 0 || this.#isOpen(uri)) return;
    const bytes = readBytes(path, 'source');
    if (!bytes) return;
    const { diagnostics: settings } = this.#server.sessions.settings;
    const { tree } = session.profile;
    const diagnostics = findings.flatMap(
      (finding) => toDiagnostic(bytes, shown(finding, tree), settings) ?? [],
    );
    if (diagnostics.length === 0) return;
    this.#published.add(uri);
    this.#send(uri, diagnostics);
  }

  #isOpen(uri: string): boolean {
    return this.#server.documents.all().some((document) => document.uri === uri);
  }

  #send(uri: string, diagnostics: Diagnostic[]): void {
    void this.#server.connection.sendDiagnostics({ uri, diagnostics });
  }
}

/** A finding of the whole tree as the finding of an open file, with absolute paths. */
function shown(finding: CheckFinding, tree: string): ShownFinding {
  const { rule, severity, message, line, col, endCol, related } = finding;
  return {
    rule,
    severity,
    message,
    place: { line, column: col, sizeBytes: endCol - col },
    related: related.map((each) => ({ ...each, file: join(tree, each.file), column: each.col })),
  };
}
