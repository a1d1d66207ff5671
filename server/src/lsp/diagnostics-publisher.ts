import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { TOO_LARGE_DOCUMENT } from '../files/file-limits.ts';
import { isReadCompletely, weighed } from '../rules/run/read-completely.ts';
import { ruleSteps } from '../rules/run/run-rules.ts';
import { architecturePeers } from '../rules/support/architecture-peers.ts';
import type { Finding } from '../rules/support/rule.ts';
import { quietFor } from '../session/quiet.ts';
import { StaleAnswer } from '../session/stale-answer.ts';
import { isTooLarge, type OpenDocument } from './documents.ts';
import type { FileView } from './file-view.ts';
import { missingLine } from './missing-line.ts';
import type { Server } from './server.ts';
import { SOURCE, toDiagnostic } from './to-diagnostic.ts';

/** Findings are for pauses: while someone types, they wait. */
const PAUSE_MS = 250;
/** How long the findings stand back after a request. */
const AFTER_REQUESTS_MS = 40;

/** A finding with the diagnostic that shows it. */
export interface PublishedFinding {
  readonly finding: Finding;
  readonly diagnostic: Diagnostic;
}

interface Published {
  readonly version: number;
  readonly found: readonly PublishedFinding[];
}

/** Sends an open document's findings whenever they may have changed, and keeps them for its actions. */
export class DiagnosticsPublisher {
  readonly #server: Server;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #published = new Map<string, Published>();

  constructor(server: Server) {
    this.#server = server;
  }

  schedule(document: OpenDocument): void {
    clearTimeout(this.#timers.get(document.uri));
    this.#timers.set(
      document.uri,
      setTimeout(() => void this.#publish(document), PAUSE_MS),
    );
  }

  /** Shows every open document's findings anew, as the settings are now. */
  scheduleAll(): void {
    for (const document of this.#server.documents.all()) this.schedule(document);
  }

  clear(document: OpenDocument): void {
    clearTimeout(this.#timers.get(document.uri));
    this.#timers.delete(document.uri);
    this.#published.delete(document.uri);
    void this.#server.connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  }

  /** What was found in the document's present version; undefined when that is not known yet. */
  known(document: OpenDocument): readonly PublishedFinding[] | undefined {
    const published = this.#published.get(document.uri);
    return published?.version === document.version ? published.found : undefined;
  }

  /** The same, looked for where it is not known. */
  async find(document: OpenDocument): Promise<readonly PublishedFinding[]> {
    return this.known(document) ?? (await this.#find(document));
  }

  async #publish(document: OpenDocument): Promise<void> {
    const { connection } = this.#server;
    const { uri, version } = document;
    try {
      const diagnostics = await this.#diagnose(document);
      // A later version has its own turn.
      if (document.version !== version) return;
      await connection.sendDiagnostics({ uri, version, diagnostics });
    } catch (error) {
      if (error instanceof StaleAnswer) return;
      connection.console.error(`${uri}: ${error instanceof Error ? error.stack : error}`);
    }
  }

  async #diagnose(document: OpenDocument): Promise<Diagnostic[]> {
    const session = this.#server.sessionOf(document.uri);
    if (!session) return [];
    if (session.profile.missing) return [unreadDiagnostic(missingLine(session))];
    if (isTooLarge(document))
      return [unreadDiagnostic(`This document ${TOO_LARGE_DOCUMENT}: it is not read.`)];
    const found = await this.#find(document);
    return found.map(({ diagnostic }) => diagnostic);
  }

  async #find(document: OpenDocument): Promise<readonly PublishedFinding[]> {
    const { version } = document;
    const { diagnostics } = this.#server.sessions.settings;
    const view = diagnostics.enable ? await this.#server.view(document.uri, false) : undefined;
    const findings = view ? await findInSteps(view) : [];
    const found = findings.flatMap((finding) => {
      const diagnostic = view && toDiagnostic(view.file.bytes, finding, diagnostics);
      return diagnostic ? [{ finding, diagnostic }] : [];
    });
    if (document.version === version && this.#server.documents.get(document.uri) === document) {
      this.#published.set(document.uri, { version, found });
    }
    return found;
  }
}

/** Runs the rules between requests, until an edit changes the unit: its next version has its own turn. */
async function findInSteps(view: FileView): Promise<Finding[]> {
  const steps = ruleSteps({ ...view, peers: architecturePeers(view.session.profile) });
  for (;;) {
    // Hovers go first, those that waited for the same unit too.
    await quietFor(AFTER_REQUESTS_MS);
    if (!view.isCurrent()) throw new StaleAnswer();
    const step = steps.next();
    if (step.done)
      return [...weighed(step.value, isReadCompletely(view.unit, view.session.profile))];
  }
}

/** What keeps the file or the whole tree from being read is said once, at the top of the file. */
function unreadDiagnostic(message: string): Diagnostic {
  const start = { line: 0, character: 0 };
  return {
    range: { start, end: start },
    severity: DiagnosticSeverity.Information,
    source: SOURCE,
    message,
  };
}
