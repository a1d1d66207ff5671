/**
 * "Ptdesc: Select Architecture": what files are read as that all architectures have in common. Code below
 * arch/X is read as X in any case.
 */
import * as vscode from 'vscode';
import { PROFILES_REQUEST, type ProfileChoices } from '../../../server/src/protocol.ts';
import { activeProfile } from '../explorer/active-profile.ts';
import type { ServerConnection } from '../server-connection.ts';
import { settingsOf } from '../tree-settings.ts';
import { pickFrom } from './pick-from.ts';

const OWN = "The build's own, or this machine's";

/** Registers the command. */
export function register(server: ServerConnection): vscode.Disposable {
  return vscode.commands.registerCommand('ptdesc.selectArchitecture', () => select(server));
}

async function select(server: ServerConnection): Promise<void> {
  try {
    const found = await server.request<ProfileChoices>(PROFILES_REQUEST, activeProfile());
    const items = [OWN, ...found.architectures].map((label) => ({ label }));
    const picked = await pickFrom(
      items,
      items.find(({ label }) => label === found.commonArch),
      'Architecture of what all architectures have in common',
    );
    if (!picked) return;
    const { settings, target } = settingsOf(found.current.tree);
    // A configuration is one architecture's.
    await settings.update('config', undefined, target);
    await settings.update('arch', picked.label === OWN ? undefined : picked.label, target);
  } catch (error) {
    // A command that fails says so to the person who ran it.
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}
