import { html, type TemplateResult } from 'lit';
import type { OverlayProfile } from '../../../server/src/protocol.ts';

/**
 * A list of profiles below the kernels that they belong to, which the platform's own element does and
 * a drawn one would have to imitate. `chosen` is -1 for the first entry, which is no profile.
 */
export function profileSelect(
  label: string,
  none: string,
  profiles: readonly OverlayProfile[],
  chosen: number,
  choose: (profile: number | null) => void,
): TemplateResult {
  const groups = [...new Set(profiles.map(({ group }) => group))];
  const changed = ({ target }: Event) => {
    const { value } = target as HTMLSelectElement;
    choose(value === '' ? null : Number(value));
  };
  const id = label.toLowerCase().replaceAll(' ', '-');
  return html`<label for=${id}>${label}</label>
    <select id=${id} @change=${changed}>
      <option value="" ?selected=${chosen < 0}>${none}</option>
      ${groups.map(
        (group) =>
          html`<optgroup label=${group}>
            ${profiles.map((profile, index) =>
              profile.group === group
                ? html`<option value=${index} ?selected=${index === chosen}>${profile.name}</option>`
                : '',
            )}
          </optgroup>`,
      )}
    </select>`;
}
