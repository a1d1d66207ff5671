import type { CheckFinding } from './finding-record.ts';

/** How many lines above the one that a finding is about are quoted. */
const CONTEXT_LINES = 3;
/** Mailing lists wrap at this column. */
const MAX_COLUMNS = 72;

/** The text that a finding is about: its lines after the change, and which of them the change put in. */
export interface ChangedText {
  line(file: string, line: number): string;
  /** Undefined when that is not known. */
  added(file: string): ReadonlySet<number> | undefined;
}

/** Findings as one answers to a patch on a mailing list: the code quoted, the remark below it. */
export function replyBlock(findings: readonly CheckFinding[], text: ChangedText): string {
  return findings.map((finding) => remark(finding, text)).join('\n\n');
}

function remark(finding: CheckFinding, text: ChangedText): string {
  const { file, line, severity, message, rule, related } = finding;
  const notes = related.map((r) => wrapped(`- ${r.file}:${r.line}: ${r.message}`, '  '));
  const body = [wrapped(`${severity}: ${message} [${rule}]`, ''), ...notes];
  return [`> ${file}:${line}:`, ...quoted(finding, text), '', ...body].join('\n');
}

function quoted({ file, line }: CheckFinding, text: ChangedText): string[] {
  const added = text.added(file);
  const first = Math.max(1, line - CONTEXT_LINES);
  return Array.from({ length: line - first + 1 }, (_, i) => first + i).map((at) => {
    const mark = added === undefined ? '' : added.has(at) ? '+' : ' ';
    return `> ${mark}${text.line(file, at)}`.trimEnd();
  });
}

/** Breaks a text between words; a word that is too long keeps its line. */
function wrapped(text: string, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > MAX_COLUMNS) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}
