/** Two kernels in one window, each read as the settings of its own folder say. */
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeWorkspaceSettings } from '../copy-model.ts';
import { PackagedEditor } from './packaged-editor.ts';
import type { Workbench } from './workbench.ts';

const FILE = 'mm/memory.c';
const OTHER_FILE = 'mm/only_other.c';

describe('several folders, on the screen', function () {
  this.timeout(300_000);
  let editor: PackagedEditor;
  let workbench: Workbench;
  let other: string;

  before(async () => {
    editor = await PackagedEditor.start(FILE, (model) => {
      other = join(dirname(model), 'other');
      cpSync(model, other, { recursive: true });
      // A name that only one of the folders has.
      writeFileSync(join(other, OTHER_FILE), '#include <linux/mm.h>\n');
      writeWorkspaceSettings(model, { ...settingsOf(model), 'ptdesc.arch': 's390' });
      writeWorkspaceSettings(other, { ...settingsOf(other), 'ptdesc.arch': 'arm64' });
      const workspace = join(dirname(model), 'two.code-workspace');
      writeFileSync(workspace, JSON.stringify({ folders: [{ path: model }, { path: other }] }));
      return workspace;
    });
    workbench = editor.workbench;
    await workbench.page.getByRole('tab', { name: 'Ptdesc Explorer' }).click();
  });
  after(() => editor?.stop());

  const kernel = (name: RegExp) => workbench.page.getByRole('treeitem', { name });

  it('reads a file as its own folder says', async () => {
    await kernel(/^Kernel s390.*modelled kernel/).waitFor();
  });

  it('reads a file of the other folder as that one says', async () => {
    await workbench.openAt(OTHER_FILE, 1);
    await kernel(/^Kernel arm64.*modelled kernel/).waitFor();
    await kernel(new RegExp(`^Tree ${other}$`)).waitFor();
    await editor.screenshot('several-folders');
  });

  it('writes a choice to the folder of the kernel that it is about', async () => {
    await workbench.runCommand('Ptdesc: Choose the Profile...');
    await workbench.page
      .getByRole('option', { name: /^arm64/ })
      .first()
      .waitFor();
    await workbench.page.locator('.quick-input-widget input').first().fill('m68k');
    await workbench.page.getByRole('option', { name: /^m68k/ }).first().click();
    await kernel(/^Kernel m68k.*modelled kernel/).waitFor();
    assert.equal(settingsOf(other)['ptdesc.arch'], 'm68k');
    assert.equal(settingsOf(editor.model)['ptdesc.arch'], 's390');
  });
});

function settingsOf(folder: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, '.vscode/settings.json'), 'utf8'));
}
