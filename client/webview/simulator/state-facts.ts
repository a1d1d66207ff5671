import { html, nothing, type TemplateResult } from 'lit';
import type { SimulationState, SimulatorRun } from '../../../server/src/protocol.ts';
import { countOf } from '../../common/count-of.ts';
import { placeText } from './place-text.ts';

/** "pte on x86_64: 703 steps, no problems." */
export function outcomeText(run: SimulatorRun): string {
  const {
    entry,
    machine,
    before,
    fail,
    outcome,
    message,
    steps,
    allocations,
    findings,
    unmodelled,
  } = run;
  const failed = fail === null ? '' : `, allocation ${fail} of ${allocations} failing`;
  const found = findings.length === 0 ? 'no problems' : countOf(findings.length, 'problem');
  const why = message === null ? '' : `: ${message}`;
  const missing = unmodelled.length === 0 ? '' : ` Not modelled: ${unmodelled.join(', ')}.`;
  const series = before ? ', before the series' : '';
  const how = outcome === 'completed' ? '' : `${outcome}${why} after `;
  return `${entry} on ${machine}${series}${failed}: ${how}${countOf(steps, 'step')}, ${found}.${missing}`;
}

/** Which step it is, and in which function. */
export function hereText(
  run: SimulatorRun,
  { step, calls, place }: SimulationState,
): TemplateResult {
  // One more than the last step is where everything is over.
  if (step > run.steps)
    return html`<p class="here">Step ${run.steps} of ${run.steps} is done: the run is over</p>`;
  const at = calls[0]?.function;
  return html`<p class="here">
    Step ${step} of ${run.steps}${at === undefined ? '' : html`, in <code>${at}()</code>`}
    ${place === null ? nothing : html`at <code>${placeText(place)}</code>`}
  </p>`;
}

/** Counters, locks and open calls at a step. */
export function stateFacts({ counters, locks, calls }: SimulationState): TemplateResult {
  return html`<dl>
    ${counters.map(({ name, value }) => html`<dt>${name}</dt><dd>${value}</dd>`)}
    <dt>locks held</dt>
    <dd>${locks.length === 0 ? 'none' : locks.map(lockText).join('; ')}</dd>
    <dt>calls open</dt>
    <dd>${calls.map((call) => `${call.function}()`).join(' < ') || 'none'}</dd>
  </dl>`;
}

function lockText({ lock, pfn, takenBy }: SimulationState['locks'][number]): string {
  const where = pfn === null ? lock : `${lock} in page ${pfn.toString(16)}`;
  return `${where}, taken by ${takenBy}()`;
}

/** The page that something happened to last; pages of the slab allocator are not what a run is about. */
export function lastPage({ events }: SimulatorRun, step: number): number | undefined {
  const happened = events.filter(
    ({ step: at, kind, pfn, detail }) =>
      at < step &&
      pfn !== null &&
      /^(allocate|free|construct|destruct)$/.test(kind) &&
      !detail.endsWith('slab'),
  );
  return happened.at(-1)?.pfn ?? undefined;
}
