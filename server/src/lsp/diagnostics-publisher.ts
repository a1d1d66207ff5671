import { pathToFileURL } from 'node:url';
import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
} from 'vscode-languageserver';
import type { Finding, RelatedPlace } from '../rules/rule.ts';
import { ruleSteps } from '../rules/run-rules.ts';
import { quietFor } from '../units/quiet.ts';
import type { OpenDocument } from './documents.ts';
import type { FileView } from './file-view.ts';
import { rangeAt } from './positions.ts';
import { missingLine, type Server } from './server.ts';

/** Findings are for pauses: while someone types, they wait. */
const PAUSE_MS = 250;
/** How long the findings stand back after a request. */
const AFTER_REQUESTS_MS = 40;
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
    const findings = await findInSteps(view);
    return findings.filter(isShown).map((f) => toDiagnostic(view.file.bytes, f));
  }
}

/** Findings that nobody asked for are for lists and tools; the command line has them all. */
const isShown = ({ severity }: Finding): boolean => severity === 'error' || severity === 'warning';

/** Runs the rules between requests; nothing when the unit changed meanwhile: its next version is due. */
async function findInSteps(view: FileView): Promise<Finding[]> {
  const { unit } = view;
  const version = unit.sources.load(unit.path)?.version;
  const steps = ruleSteps(view);
  for (;;) {
    // Hovers go first, those that waited for the same unit too.
    await quietFor(AFTER_REQUESTS_MS);
    if (!unit.isDone || unit.sources.load(unit.path)?.version !== version) return [];
    const step = steps.next();
    if (step.done) return step.value;
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
    ...(finding.related && { relatedInformation: finding.related.map(toRelated) }),
  };
}

/** The lines that show why: whole lines, since only their beginning is known. */
function toRelated({ file, line, column, message }: RelatedPlace): DiagnosticRelatedInformation {
  const start = { line: line - 1, character: Math.max(0, column - 1) };
  return { location: { uri: pathToFileURL(file).href, range: { start, end: start } }, message };
}
