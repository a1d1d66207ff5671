/**
 * "Ptdesc: Select Configuration...": the default of the architecture, one of its defconfigs, a build folder or
 * a configuration that lies at hand, a file, or a few symbols on top. It is written to the settings.
 */
import * as vscode from 'vscode';
import {
  PROFILES_REQUEST,
  type ProfileChoice,
  type ProfileChoices,
} from '../../../server/src/protocol.ts';
import { activeProfile } from '../explorer/active-profile.ts';
import type { ServerConnection } from '../server-connection.ts';
import { settingsOf } from '../tree-settings.ts';
import { chooseProfile, writeSettings } from './choose-profile.ts';
import { pickFrom } from './pick-from.ts';

type Item = vscode.QuickPickItem & { readonly run?: () => Thenable<unknown> };

/** Registers the command. */
export function register(server: ServerConnection): vscode.Disposable {
  return vscode.commands.registerCommand('ptdesc.selectConfiguration', () => select(server));
}

async function select(server: ServerConnection): Promise<void> {
  try {
    const found = await server.request<ProfileChoices>(PROFILES_REQUEST, activeProfile());
    const items = itemsOf(server, found);
    const current = items.find(({ description }) => description === nameOf(found.current));
    await (await pickFrom(items, current, `Configuration of ${found.arch}`))?.run?.();
  } catch (error) {
    // A command that fails says so to the person who ran it.
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}

/** What an item's description says of a choice. */
const nameOf = ({ config, defconfig, build, tree }: ProfileChoice): string =>
  config ?? defconfig ?? build ?? tree;

function itemsOf(server: ServerConnection, found: ProfileChoices): Item[] {
  const { current, arch, options, defconfigs } = found;
  const { tree } = current;
  const ofTree = options.filter(({ choice }) => choice.tree === tree);
  const group = (label: string): Item => ({
    label,
    kind: vscode.QuickPickItemKind.Separator,
  });
  const known = ofTree.map(
    ({ name, choice }): Item => ({
      label: name,
      description: nameOf(choice),
      run: () => writeSettings(choice),
    }),
  );
  const computed = defconfigs.map(
    (defconfig): Item => ({
      label: defconfig,
      description: defconfig,
      run: () => writeSettings({ tree, arch, defconfig }),
    }),
  );
  return [
    ...(known.length > 0 ? [group('Builds and configurations at hand'), ...known] : []),
    ...(computed.length > 0 ? [group(`Defconfigs of ${arch}`), ...computed] : []),
    group('Other'),
    { label: 'A configuration file...', run: () => chooseProfile(server) },
    { label: 'A few symbols...', run: () => setSymbols(tree) },
  ];
}

/** Symbols lie over whatever configuration there is. */
async function setSymbols(tree: string): Promise<void> {
  const { settings, target } = settingsOf(tree);
  const before = settings.get<readonly string[]>('symbols', []);
  const text = await vscode.window.showInputBox({
    prompt: 'Symbols to set, with what follows from them; empty for none',
    placeHolder: 'CONFIG_MEMCG=n CONFIG_PREEMPT_RT=y',
    value: before.join(' '),
    validateInput: (value) =>
      wordsOf(value).every((word) => /^CONFIG_\w+=\S*$/.test(word))
        ? ''
        : 'CONFIG_NAME=y, =n, =m or =value',
  });
  if (text === undefined) return;
  const symbols = wordsOf(text);
  await settings.update('symbols', symbols.length > 0 ? symbols : undefined, target);
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');
