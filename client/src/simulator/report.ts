import type { Simulation, SimulationExploreRow } from '../../../server/src/protocol.ts';

/** What a report is about. */
export interface ReportSubject {
  readonly simulation: Simulation;
  /** "modelled kernel" */
  readonly label: string;
  readonly title: string;
  readonly explored: readonly SimulationExploreRow[] | null;
  readonly origin: ReportOrigin;
}

/** What brings the same run back. */
export interface ReportOrigin {
  /** `ptdesc simulate pte --arch s390` */
  readonly command: string;
  /** The link that opens the run in an editor. */
  readonly link: string;
  readonly tree: string;
  /** The commit of the tree; null where git does not say. */
  readonly commit: string | null;
  /** The label of the profile. */
  readonly profile: string;
}

/** Lines of mail are at most so long, quoted text of the run excepted. */
const WIDTH = 72;

/** A run in Markdown that is also plain text, for a reply on a mailing list. */
export function reportMarkdown(subject: ReportSubject): string {
  const { simulation, label, title, explored, origin } = subject;
  const { entry, machine, before, fail, outcome, message, steps, findings } = simulation;
  const found = findings.length === 1 ? '1 problem:' : `${findings.length} problems:`;
  const failed = fail === null ? '' : `, allocation ${fail} of ${simulation.allocations} failing`;
  const series = before ? ' before the series' : '';
  const sentences = [
    `# ${plain(`${title} (${entry})`)}`,
    '',
    ...wrap(
      plain(
        `Simulated on ${machine}, ${label}${series}${failed}: ${outcome} after ${steps} steps.`,
      ),
    ),
    ...(message === null ? [] : wrap(plain(message))),
    '',
    ...wrap(findings.length === 0 ? 'No problems.' : found),
    ...findings.flatMap((finding) => ['', ...findingLines(finding)]),
    ...(explored === null ? [] : ['', ...exploredLines(explored)]),
    '',
    ...eventLines(simulation),
    '',
    ...originLines(origin),
  ];
  return `${sentences.join('\n')}\n`;
}

/** What is indented by four is read as it is written, for one line. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

/** A long run has more events than anybody reads. */
const MAX_EVENTS = 40;
const LOCKS = ['lock', 'unlock'];

/** What happened to pages, in order: a clean run says more than that it was clean. */
function eventLines({ events }: Simulation): string[] {
  const shown = events.filter(({ kind }) => !LOCKS.includes(kind));
  if (shown.length === 0) return ['Nothing happened to a page.'];
  const lines = shown.slice(0, MAX_EVENTS).map(({ step, kind, detail, pfn }) => {
    const page = pfn === null ? '' : `, page ${pfn.toString(16)}`;
    return `    ${String(step).padStart(6)}  ${kind} ${oneLine(detail)}${page}`;
  });
  const more = shown.length - lines.length;
  return ['Events, by step:', '', ...lines, ...(more > 0 ? [`    and ${more} more`] : [])];
}

function originLines({ command, link, tree, commit, profile }: ReportOrigin): string[] {
  return [
    `    ${oneLine(command)}`,
    '',
    `Tree:    ${plain(tree)}`,
    `Commit:  ${commit ?? 'not known'}`,
    `Profile: ${plain(profile)}`,
    `Link:    <${link}>`,
  ];
}

function findingLines(finding: Simulation['findings'][number]): string[] {
  const lines = wrap(`* ${finding.check}: ${plain(finding.message)}`, '  ');
  if (finding.place) lines.push(`      at ${placeText(finding.place)}`);
  for (const { function: name, place } of finding.calls)
    lines.push(`      ${name}()${place ? ` called at ${placeText(place)}` : ''}`);
  for (const { message, place } of finding.related)
    lines.push(
      ...wrap(`- ${plain(message)}${place ? ` at ${placeText(place)}` : ''}`, '  ').map(indented),
    );
  return lines;
}

const indented = (line: string): string => `  ${line}`;

function exploredLines(rows: readonly SimulationExploreRow[]): string[] {
  return [
    '| failing | outcome | found |',
    '|---|---|---|',
    ...rows.map(({ fail, outcome, findings }) => {
      const checks = [...new Set(findings.map(({ check }) => check))].join(', ');
      return `| ${fail ?? 'nothing'} | ${outcome} | ${checks || 'nothing'} |`;
    }),
  ];
}

/** Words as our messages have them, which Markdown leaves alone wherever a line begins. */
const PLAIN = /^(?!.*(?::\/\/|www\.|(?:^| )(?:[->]|_{3}|\d+[.)])))[\w .,:;()/'"+&>-]*$/i;

/**
 * Names of a tree in Markdown that is read as text as well: only where something in them could make a link,
 * an image or any other element is it escaped.
 */
function plain(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (PLAIN.test(line)) return line;
  return line
    .replace(/[\\`*_[\]<>#|~!=+@&-]/g, '\\$&')
    .replace(/(\d)([.)])/g, '$1\\$2')
    .replace(/:\/\//g, ':\\//')
    .replace(/www\./gi, 'www\\.');
}

/** The last folders are enough for people who know the tree. */
function placeText({ file, line }: { readonly file: string; readonly line: number }): string {
  return plain(`${file.split(/[\\/]/).slice(-3).join('/')}:${line}`);
}

function wrap(text: string, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    // A list's mark alone on a line would make a heading of the one before it.
    if (!/^[*-]?$/.test(line) && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
