import * as vscode from 'vscode';
import type { ProfileOption } from '../../../server/src/protocol.ts';

type Item = vscode.QuickPickItem & { readonly option?: ProfileOption };

/** Lets the user choose one of some profiles, which stand below the kernel they belong to. */
export async function pickProfile(
  options: readonly ProfileOption[],
  placeHolder: string,
): Promise<ProfileOption | undefined> {
  const groups = [...new Set(options.map(({ group }) => group))];
  const items = groups.flatMap((group): Item[] => [
    { label: group, kind: vscode.QuickPickItemKind.Separator },
    ...options
      .filter((option) => option.group === group)
      .map((option) => ({
        label: option.name,
        description: option.choice.config ?? option.choice.build ?? option.choice.tree,
        option,
      })),
  ]);
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder,
    matchOnDescription: true,
  });
  return picked?.option;
}
