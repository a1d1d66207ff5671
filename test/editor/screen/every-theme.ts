import type { Frame } from 'playwright-core';
import { checkAccessibility } from './accessibility.ts';
import { type PackagedEditor, THEMES, type ThemeName } from './packaged-editor.ts';

/** A test for each theme that a panel, as it is then, is readable and accessible; each keeps a picture. */
export function checkEveryTheme(
  name: string,
  editor: () => PackagedEditor,
  panel: () => Promise<Frame>,
): void {
  for (const theme of Object.keys(THEMES) as ThemeName[])
    it(`is readable and accessible: ${theme}`, async () => {
      await editor().setTheme(theme);
      const frame = await panel();
      await frame.locator(`body.${THEMES[theme].body}`).waitFor();
      await checkAccessibility(frame);
      await editor().screenshot(`${name}-${theme}`);
    });
}
