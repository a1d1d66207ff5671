import { html, type TemplateResult } from 'lit';
import type { SimulationEvent, SimulatorRun } from '../../../server/src/protocol.ts';
import { bitSpan } from '../overlay/bit-span.ts';

/** Events that are worth a mark; locks would cover everything. */
const MARKED: Readonly<Partial<Record<SimulationEvent['kind'], string>>> = {
  allocate: '+',
  free: '\u2212',
  construct: 'C',
  destruct: 'D',
  'constructor-failed': '!',
  'allocation-failed': '!',
};
/** More marks than this cannot be told apart. */
const MAX_MARKS = 200;

/** The run from left to right: a slider, and below it what happens to pages, and the findings. */
export function timeline(
  run: SimulatorRun,
  step: number,
  go: (step: number) => void,
): TemplateResult {
  const last = run.steps + 1;
  const marks = spread(run.events.filter(({ kind }) => MARKED[kind] !== undefined));
  return html`<div class="timeline">
    <input
      type="range"
      min="1"
      max=${last}
      .value=${String(step)}
      aria-label="Step"
      aria-valuetext=${`step ${step} of ${run.steps}`}
      @input=${({ target }: Event) => go(Number((target as HTMLInputElement).value))}
    />
    <div class="marks">
      ${marks.map((event) => mark(event.step, MARKED[event.kind] ?? '', eventText(event), last, go))}
      ${spread(run.findings).map((finding) =>
        mark(finding.step, '\u25b2', `${finding.check}: ${finding.message}`, last, go, 'finding'),
      )}
    </div>
  </div>`;
}

/** As many as can be told apart, from all over the run. */
function spread<Item>(items: readonly Item[]): readonly Item[] {
  const stride = Math.ceil(items.length / MAX_MARKS);
  return stride <= 1 ? items : items.filter((_, index) => index % stride === 0);
}

function mark(
  step: number,
  text: string,
  title: string,
  last: number,
  go: (step: number) => void,
  kind = 'event',
): TemplateResult {
  // Marks are for the mouse: with the keyboard the lists below say the same.
  return html`<span
    class=${kind}
    title=${`step ${step}: ${title}`}
    aria-hidden="true"
    ${bitSpan(step - 1, step, last)}
    @click=${() => go(Math.max(1, step))}
    >${text}</span
  >`;
}

function eventText({ kind, detail, pfn }: SimulationEvent): string {
  return `${kind} ${detail}${pfn === null ? '' : `, page ${pfn.toString(16)}`}`;
}
