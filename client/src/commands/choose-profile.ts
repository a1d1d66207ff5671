/**
 * "Ptdesc: Choose the Profile...": a machine of the model or a build of the tree, from
 * ptdesc/profiles. The choice is written to the settings, so that all editors of a team may share it.
 */
import * as vscode from 'vscode';
import {
  PROFILES_REQUEST,
  type ProfileChoice,
  type ProfileOptions,
} from '../../../server/src/protocol.ts';
import { activeProfile } from '../explorer/active-profile.ts';
import type { ServerConnection } from '../server-connection.ts';
import { pickProfile } from './pick-profile.ts';

/** Registers the command. */
export function register(server: ServerConnection): vscode.Disposable {
  return vscode.commands.registerCommand('ptdesc.chooseProfile', () => chooseProfile(server));
}

async function chooseProfile(server: ServerConnection): Promise<void> {
  try {
    const found = await server.request<ProfileOptions>(PROFILES_REQUEST, activeProfile());
    const ofTree = found.options.filter(({ choice }) => choice.tree === found.current.tree);
    const picked = await pickProfile(ofTree, 'Read the kernel as');
    if (picked) await writeSettings(picked.choice);
  } catch (error) {
    // A command that fails says so to the person who ran it.
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}

/** A build in the tree itself is what empty settings mean. */
async function writeSettings({ tree, build, arch, config }: ProfileChoice): Promise<void> {
  const settings = vscode.workspace.getConfiguration('ptdesc');
  const target = vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  const below = config?.startsWith(`${tree}/`) ? config.slice(tree.length + 1) : config;
  await settings.update('arch', arch, target);
  await settings.update('config', below, target);
  await settings.update('build', build, target);
}
