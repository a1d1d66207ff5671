import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, type TemplateResult } from 'lit';
import type {
  Lifecycle,
  SimulatedMachineInfo,
  ToSimulatorMessage,
} from '../../../server/src/protocol.ts';
import type { AskPanel } from './ask.ts';

/** What can be run. */
export type Setup = Extract<ToSimulatorMessage, { type: 'setup' }>;

/** A machine, a lifecycle, and the buttons that run it. */
export function chooser(setup: Setup, hasRun: boolean, ask: AskPanel): TemplateResult {
  const { machines, lifecycles, label, state } = setup;
  const run = ({ target }: Event) => {
    const entry = (target as Element).closest('form')?.querySelector<HTMLSelectElement>('#entry');
    if (entry?.value) ask({ type: 'run', entry: entry.value, fail: null });
  };
  const submit = (event: Event) => {
    event.preventDefault();
    run(event);
  };
  return html`<form class="toolbar" aria-label="What to run" @submit=${submit}>
    <label for="machine">Machine</label>
    <select
      id="machine"
      title=${label}
      @change=${({ target }: Event) =>
        ask({ type: 'chooseMachine', machine: (target as HTMLSelectElement).value })}
    >
      ${machines.map((machine) => machineOption(machine, state.machine))}
    </select>
    <label for="entry">Lifecycle</label>
    <select id="entry">
      ${lifecycles.map((lifecycle) => lifecycleOption(lifecycle, state.entry))}
    </select>
    <vscode-button @click=${run}>Run</vscode-button>
    <vscode-button secondary ?disabled=${!hasRun} @click=${() => ask({ type: 'explore' })}
      >Explore failures</vscode-button
    >
  </form>`;
}

function machineOption({ name, arch }: SimulatedMachineInfo, chosen: string | null) {
  return html`<option value=${name} ?selected=${name === chosen}>
    ${name.includes(arch) ? name : `${name} (${arch})`}
  </option>`;
}

function lifecycleOption({ id, title, reason }: Lifecycle, chosen: string | null) {
  return html`<option
    value=${id}
    ?selected=${id === chosen}
    ?disabled=${reason !== null}
    title=${reason ?? title}
  >
    ${id}: ${title}${reason === null ? '' : ` (${reason})`}
  </option>`;
}
