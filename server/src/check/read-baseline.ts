import type { Log } from 'sarif';
import { KnownFindings } from './known-findings.ts';

/**
 * The findings of an earlier run, from what it printed as JSON lines or SARIF.
 * @throws Error with one line when the text is neither
 */
export function readBaseline(text: string): KnownFindings {
  const known = new KnownFindings();
  const whole = parsed(text);
  if (isLog(whole)) addLog(known, whole);
  else {
    for (const [index, line] of text.split('\n').entries()) {
      if (line.trim() !== '') addLine(known, parsed(line), index + 1);
    }
  }
  return known;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isLog = (value: unknown): value is Log =>
  typeof value === 'object' && value !== null && Array.isArray((value as Partial<Log>).runs);

function addLine(known: KnownFindings, value: unknown, line: number): void {
  const { file, fingerprint } = (value ?? {}) as { file?: unknown; fingerprint?: unknown };
  if (typeof file !== 'string' || typeof fingerprint !== 'string') {
    throw new Error(`line ${line} is no finding of ptdesc check --format jsonl, nor is this SARIF`);
  }
  known.add({ file, fingerprint });
}

function addLog(known: KnownFindings, log: Log): void {
  for (const result of log.runs.flatMap(({ results }) => results ?? [])) {
    const uri = result.locations?.[0]?.physicalLocation?.artifactLocation?.uri;
    const [fingerprint] = result.partialFingerprints?.['ptdescFinding/v1']?.split(':') ?? [];
    if (uri !== undefined && fingerprint !== undefined) {
      known.add({ file: decodeURIComponent(uri), fingerprint });
    }
  }
}
