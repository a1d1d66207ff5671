import { html, type TemplateResult } from 'lit';
import type { SimulationEvent, SimulatorRun } from '../../../server/src/protocol.ts';
import { bitSpan } from '../overlay/bit-span.ts';

interface Kind {
  readonly mark: string;
  readonly says: string;
}

/** Events that are worth a mark; locks would cover everything. */
const MARKED: Readonly<Partial<Record<SimulationEvent['kind'], Kind>>> = {
  allocate: { mark: '+', says: 'page allocated' },
  free: { mark: '\u2212', says: 'freed' },
  construct: { mark: 'C', says: 'constructed' },
  destruct: { mark: 'D', says: 'destructed' },
  'constructor-failed': { mark: '!', says: 'failed' },
  'allocation-failed': { mark: '!', says: 'failed' },
};
const FINDING: Kind = { mark: '\u25b2', says: 'problem' };
/** More marks than this cannot be told apart. */
const MAX_MARKS = 200;

/** A mark: where it is, what it shows, what happened. */
interface Mark extends Kind {
  readonly step: number;
  readonly title: string;
}

/** The run from left to right: a slider, and below it what happens to pages, and the findings. */
export function timeline(
  run: SimulatorRun,
  step: number,
  go: (step: number) => void,
): TemplateResult {
  const last = run.steps + 1;
  const { events, findings } = marksOf(run);
  const all = [...events, ...findings];
  const text = step > run.steps ? 'the end of the run' : `step ${step} of ${run.steps}`;
  return html`<div class="timeline">
    <input
      type="range"
      min="1"
      max=${last}
      .value=${String(step)}
      aria-label="Step"
      aria-valuetext=${text}
      @input=${({ target }: Event) => go(Number((target as HTMLInputElement).value))}
    />
    <div
      class="marks"
      aria-hidden="true"
      @click=${(event: MouseEvent) => {
        const nearest = nearestMark(all, event, last);
        if (nearest) go(nearest.step);
      }}
    >
      ${events.map((each) => markSpan(each, last, 'event'))}
      ${findings.map((each) => markSpan(each, last, 'finding'))}
    </div>
    ${legend(all)}
  </div>`;
}

function marksOf(run: SimulatorRun): { events: Mark[]; findings: Mark[] } {
  const events = run.events.flatMap((event): Mark[] => {
    const kind = MARKED[event.kind];
    return kind ? [{ ...kind, step: Math.max(1, event.step), title: eventText(event) }] : [];
  });
  const findings = run.findings.map(({ step, check, message }) => ({
    ...FINDING,
    step: Math.max(1, step),
    title: `${check}: ${message}`,
  }));
  return { events: spread(events), findings: spread(findings) };
}

/** What the marks that are there mean, each once. */
function legend(marks: readonly Mark[]): TemplateResult {
  const kinds = [...new Map(marks.map(({ mark, says }) => [mark, says]))];
  return html`<p class="legend">
    ${kinds.map(([mark, says]) => html`<span><b>${mark}</b> ${says}</span> `)}
  </p>`;
}

/** As many as can be told apart, from all over the run. */
function spread(items: Mark[]): Mark[] {
  const stride = Math.ceil(items.length / MAX_MARKS);
  return stride <= 1 ? items : items.filter((_, index) => index % stride === 0);
}

/** Marks are for the mouse: with the keyboard the lists beside them say the same. */
function markSpan({ step, mark, title }: Mark, last: number, kind: string): TemplateResult {
  return html`<span
    class=${kind}
    title=${`step ${step}: ${title}`}
    ${bitSpan(step - 1, step, last)}
    >${mark}</span
  >`;
}

/** Marks are a few pixels wide and lie over each other, so a click means the one nearest to it. */
function nearestMark(
  marks: readonly Mark[],
  { currentTarget, clientX }: MouseEvent,
  last: number,
): Mark | undefined {
  const { left, width } = (currentTarget as Element).getBoundingClientRect();
  // The glyph begins at its step, so its middle is a little to the right of it.
  const at = 1 + ((clientX - left - GLYPH_PX / 2) / width) * last;
  return marks.toSorted((a, b) => Math.abs(a.step - at) - Math.abs(b.step - at))[0];
}

const GLYPH_PX = 8;

function eventText({ kind, detail, pfn }: SimulationEvent): string {
  return `${kind} ${detail}${pfn === null ? '' : `, page ${pfn.toString(16)}`}`;
}
