import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { Finding } from '../rules/rule.ts';
import { runRules } from '../rules/run-rules.ts';
import type { OpenDocument } from './documents.ts';
import { rangeAt } from './positions.ts';
import { missingLine, type Server } from './server.ts';

/** Findings are for pauses: while someone types, they wait. */
const PAUSE_MS = 250;
/** How long the findings stand back once a unit is ready. */
const AFTER_HOVERS_MS = 50;
const SOURCE = 'ptdesc';

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

/** Sends an open document's findings whenever they may have changed. */
export class DiagnosticsPublisher {
  readonly #server: Server;
  readonly #timers = new Map<string, NodeJS.Timeout>();

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

  clear(document: OpenDocument): void {
    clearTimeout(this.#timers.get(document.uri));
    this.#timers.delete(document.uri);
    void this.#server.connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
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
      connection.console.error(`${uri}: ${error instanceof Error ? error.stack : error}`);
    }
  }

  async #diagnose(document: OpenDocument): Promise<Diagnostic[]> {
    const session = this.#server.sessionOf(document.uri);
    if (!session) return [];
    if (session.profile.missing) return [missingDiagnostic(missingLine(session))];
    const view = await this.#server.view(document.uri);
    if (!view) return [];
    // Hovers that waited for the same unit are answered first.
    await new Promise((resolve) => setTimeout(resolve, AFTER_HOVERS_MS));
    return runRules(view).map((f) => toDiagnostic(view.file.bytes, f));
  }
}

/** What keeps the whole tree from being read is said once, at the top of the file. */
function missingDiagnostic(message: string): Diagnostic {
  const start = { line: 0, character: 0 };
  return {
    range: { start, end: start },
    severity: DiagnosticSeverity.Information,
    source: SOURCE,
    message,
  };
}

function toDiagnostic(bytes: Uint8Array, finding: Finding): Diagnostic {
  const { line, column, sizeBytes } = finding.place;
  return {
    range: rangeAt(bytes, line, column, sizeBytes),
    severity: SEVERITIES[finding.severity],
    code: finding.rule,
    source: SOURCE,
    message: finding.message,
  };
}
