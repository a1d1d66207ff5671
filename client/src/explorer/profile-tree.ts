/** The view "Profile": which tree, build and configuration everything is computed for. */
import * as vscode from 'vscode';
import {
  PROFILE_REQUEST,
  PROFILES_REQUEST,
  type ProfileInfo,
  type ProfileOptions,
} from '../../../server/src/protocol.ts';
import type { ServerConnection } from '../server-connection.ts';
import { activeProfile } from './active-profile.ts';
import { LoadingTree, type TreeLine, treeLine } from './loading-tree.ts';

/** The tree of the view; sends ptdesc/profile and ptdesc/profiles. */
export function profileTree(server: ServerConnection): LoadingTree {
  return new LoadingTree(async () => {
    const params = activeProfile();
    const info = await server.request<ProfileInfo>(PROFILE_REQUEST, params);
    const lines = [line('Kernel', info.label || 'none around this file', 'server-environment')];
    if (info.missing !== null) lines.push(line('Missing', info.missing, 'warning'));
    if (info.incomplete !== null) lines.push(line('Incomplete', info.incomplete, 'warning'));
    if (info.tree === null) return lines;
    const { current } = await server.request<ProfileOptions>(PROFILES_REQUEST, params);
    lines.push(line('Tree', current.tree, 'folder'));
    if (current.build !== undefined) lines.push(line('Build', current.build, 'package'));
    if (current.arch !== undefined) lines.push(line('Architecture', current.arch, 'chip'));
    if (current.config !== undefined) lines.push(line('Configuration', current.config, 'gear'));
    return lines;
  });
}

function line(label: string, value: string, icon: string): TreeLine {
  return treeLine(label, {
    description: value,
    tooltip: value,
    iconPath: new vscode.ThemeIcon(icon),
    contextValue: 'ptdesc.profile',
  });
}
