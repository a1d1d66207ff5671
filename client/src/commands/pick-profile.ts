import * as vscode from 'vscode';
import type { ProfileChoice, ProfileOption } from '../../../server/src/protocol.ts';
import { pickFrom } from './pick-from.ts';

type Item = vscode.QuickPickItem & { readonly choice?: ProfileChoice };

const OTHER = 'Another configuration file...';

/**
 * Lets the user choose one of some profiles, which stand below the kernel they belong to, or the current
 * one with another configuration.
 */
export async function pickProfile(
  options: readonly ProfileOption[],
  current: ProfileChoice,
  placeHolder: string,
): Promise<ProfileChoice | undefined> {
  const groups = [...new Set(options.map(({ group }) => group))];
  const items = groups.flatMap((group): Item[] => [
    { label: group, kind: vscode.QuickPickItemKind.Separator },
    ...options.filter((option) => option.group === group).map(item),
  ]);
  const other: Item[] = [
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: OTHER, description: 'a .config or autoconf.h' },
  ];
  const all = [...items, ...other];
  const picked = await pickFrom(
    all,
    all.find(({ choice }) => choice && isSame(choice, current)),
    placeHolder,
  );
  if (picked?.label !== OTHER) return picked?.choice;
  const config = await chooseFile(current.tree);
  return config === undefined ? undefined : { ...current, config };
}

const isSame = (a: ProfileChoice, b: ProfileChoice): boolean =>
  a.tree === b.tree && a.build === b.build && a.arch === b.arch && a.config === b.config;

function item({ name, choice }: ProfileOption): Item {
  return { label: name, description: choice.config ?? choice.build ?? choice.tree, choice };
}

async function chooseFile(tree: string): Promise<string | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: 'A configuration of the kernel',
      openLabel: 'Use this configuration',
      defaultUri: vscode.Uri.file(tree),
    })) ?? [];
  return file?.fsPath;
}
