import { html, type TemplateResult } from 'lit';

/** One tab: its name, and what is written on it. */
export interface Tab<Name extends string> {
  readonly name: Name;
  readonly text: string;
}

/** Tabs over one panel, with the element `panel-tabs`. One stop of the keyboard: arrows choose. */
export function tabStrip<Name extends string>(
  tabs: readonly Tab<Name>[],
  chosen: Name,
  choose: (name: Name) => void,
): TemplateResult {
  const pressed = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = tabs.findIndex(({ name }) => name === chosen);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    choose(next.name);
    const strip = (event.target as Element).closest('[role=tablist]');
    strip?.querySelector<HTMLElement>(`#tab-${next.name}`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label="About the run" @keydown=${pressed}>
    ${tabs.map(
      ({ name, text }) =>
        html`<button
          id=${`tab-${name}`}
          role="tab"
          aria-selected=${name === chosen ? 'true' : 'false'}
          aria-controls="tab-panel"
          tabindex=${name === chosen ? 0 : -1}
          @click=${() => choose(name)}
        >
          ${text}
        </button>`,
    )}
  </div>`;
}
