import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import type {
  Lifecycle,
  SimulatedMachineInfo,
  ToSimulatorMessage,
} from '../../../server/src/protocol.ts';
import type { AskPanel } from './ask.ts';

/** What can be run. */
export interface Setup extends Extract<ToSimulatorMessage, { type: 'setup' }> {
  /** The functions of the machine to choose from; undefined until someone wants them. */
  readonly functions: readonly string[] | undefined;
}

/** A machine, a lifecycle or a function, and the buttons that run it. */
export function chooser(setup: Setup, hasRun: boolean, ask: AskPanel): TemplateResult {
  return html`<div class="toolbar" role="group" aria-label="What to run">
    ${machineChooser(setup, ask)} ${seriesChooser(setup, ask)} ${lifecycleForm(setup, ask)} ${functionForm(setup, ask)}
    <vscode-button secondary ?disabled=${!hasRun} @click=${() => ask({ type: 'explore' })}
      >Explore failures</vscode-button
    >
  </div>`;
}

function machineChooser({ machines, label, state }: Setup, ask: AskPanel): TemplateResult {
  return html`<label for="machine">Machine</label>
    <select
      id="machine"
      title=${label}
      @change=${({ target }: Event) =>
        ask({ type: 'chooseMachine', machine: (target as HTMLSelectElement).value })}
    >
      ${machines.map((machine) => machineOption(machine, state.machine))}
    </select>`;
}

/** The modelled kernel can be run as it was before struct ptdesc. */
function seriesChooser(
  { hasBefore, state }: Setup,
  ask: AskPanel,
): TemplateResult | typeof nothing {
  if (!hasBefore) return nothing;
  return html`<label for="series">Code</label>
    <select
      id="series"
      title="The kernel before or after the series that brought struct ptdesc"
      @change=${({ target }: Event) =>
        ask({ type: 'chooseBefore', before: (target as HTMLSelectElement).value === 'before' })}
    >
      <option value="after" ?selected=${!state.before}>after the series</option>
      <option value="before" ?selected=${state.before}>before the series</option>
    </select>`;
}

function lifecycleForm(setup: Setup, ask: AskPanel): TemplateResult {
  const { lifecycles } = setup;
  const here = lifecycles.filter(({ reason }) => reason === null);
  const others = lifecycles.length - here.length;
  const chosen = chosenLifecycle(setup);
  const run = runOf('#entry', ask);
  return html`<form class="choice" @submit=${run}>
    <label for="entry">Lifecycle</label>
    <select id="entry">
      ${functionOf(setup) === '' ? nothing : html`<option value="" selected>-</option>`}
      ${here.map((lifecycle) => lifecycleOption(lifecycle, chosen))}
    </select>
    <vscode-button @click=${run}>Run</vscode-button>
    ${others === 0 ? nothing : html`<span class="note">${others} more are not for this machine</span>`}
  </form>`;
}

/** The lifecycle that ran, else that of the level which the offered function names, else a pte table's. */
function chosenLifecycle({ lifecycles, offered, state }: Setup): string | null {
  if (state.entry !== null) return state.entry;
  const level = /(?:^|_)(pte|pmd|pud|p4d|pgd)(?:_|$)/.exec(offered ?? '')?.[1] ?? 'pte';
  return lifecycles.find(({ id, reason }) => id === level && reason === null)?.id ?? 'pte';
}

function functionForm(setup: Setup, ask: AskPanel): TemplateResult {
  const { functions, offered } = setup;
  const run = runOf('#function', ask);
  return html`<form class="choice" @submit=${run}>
    <label for="function">Function</label>
    <input
      id="function"
      list="functions"
      spellcheck="false"
      autocomplete="off"
      placeholder="Function name, e.g. pte_alloc_one"
      title="Called by itself, with arguments made from their types"
      .value=${functionOf(setup) || (offered ?? '')}
      @focus=${() => {
        if (functions === undefined) ask({ type: 'wantFunctions' });
      }}
    />
    <datalist id="functions">
      ${functions?.map((name) => html`<option value=${name}></option>`)}
    </datalist>
    <vscode-button @click=${run}>Call</vscode-button>
  </form>`;
}

/** The function that was chosen; empty while it is a lifecycle, or nothing. */
function functionOf({ lifecycles, state: { entry } }: Setup): string {
  return entry === null || lifecycles.some(({ id }) => id === entry) ? '' : entry;
}

/** Runs what a field of the form holds, by its button or by Enter. */
function runOf(field: string, ask: AskPanel): (event: Event) => void {
  return (event) => {
    event.preventDefault();
    const form = (event.target as Element).closest('form');
    const entry = form?.querySelector<HTMLInputElement | HTMLSelectElement>(field)?.value.trim();
    if (entry) ask({ type: 'run', entry, fail: null });
  };
}

function machineOption({ name, arch }: SimulatedMachineInfo, chosen: string | null) {
  return html`<option value=${name} ?selected=${name === chosen}>
    ${name.includes(arch) ? name : `${name} (${arch})`}
  </option>`;
}

function lifecycleOption({ id, title }: Lifecycle, chosen: string | null) {
  return html`<option value=${id} ?selected=${id === chosen} title=${title}>
    ${id}: ${title}
  </option>`;
}
