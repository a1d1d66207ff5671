/**
 * "Ptdesc: Choose the Profile...": a machine of the model, a build or a configuration of the tree, from
 * ptdesc/profiles. The choice is written to the settings, so that all editors of a team may share it.
 */
import * as vscode from 'vscode';
import {
  PROFILE_REQUEST,
  PROFILES_REQUEST,
  type ProfileChoice,
  type ProfileInfo,
  type ProfileOptions,
} from '../../../server/src/protocol.ts';
import { activeProfile } from '../explorer/active-profile.ts';
import type { ServerConnection } from '../server-connection.ts';
import { settingsOf } from '../tree-settings.ts';
import { pickProfile } from './pick-profile.ts';

/** Registers the command. */
export function register(server: ServerConnection): vscode.Disposable {
  return vscode.commands.registerCommand('ptdesc.chooseProfile', () => chooseProfile(server));
}

export async function chooseProfile(server: ServerConnection): Promise<void> {
  try {
    const found = await server.request<ProfileOptions>(PROFILES_REQUEST, activeProfile());
    const ofTree = found.options.filter(({ choice }) => choice.tree === found.current.tree);
    const picked = await pickProfile(
      ofTree,
      found.current,
      'Select architecture and configuration',
    );
    if (picked && (await isMeant(server, picked))) await writeSettings(picked);
  } catch (error) {
    // A command that fails says so to the person who ran it.
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}

/** A defconfig is not what a build reads, so it is asked for twice. */
async function isMeant(server: ServerConnection, choice: ProfileChoice): Promise<boolean> {
  const { incomplete } = await server.request<ProfileInfo>(PROFILE_REQUEST, { choice });
  if (incomplete === null) return true;
  const use = 'Use it as it is';
  return (await vscode.window.showWarningMessage(incomplete, { modal: true }, use)) === use;
}

/** A build in the tree itself is what empty settings mean. */
export async function writeSettings(choice: ProfileChoice): Promise<void> {
  const { tree, build, arch, defconfig } = choice;
  const config = choice.config ?? defconfig;
  const { settings, target } = settingsOf(tree);
  const below = config?.startsWith(`${tree}/`) ? config.slice(tree.length + 1) : config;
  await settings.update('arch', arch, target);
  await settings.update('config', below, target);
  await settings.update('build', build, target);
}
