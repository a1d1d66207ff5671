import * as vscode from 'vscode';
import {
  PROFILE_REQUEST,
  type ProfileInfo,
  type SimulatorState,
} from '../../../server/src/protocol.ts';
import type { ServerConnection } from '../server-connection.ts';
import type { ReportOrigin } from './report.ts';
import { commandLine, linkQuery } from './run-link.ts';
import { treeCommit } from './tree-commit.ts';

const EXTENSION = 'ptdesc-explorer.ptdesc-explorer';

/** What brings a run back: on a command line, in an editor, and which tree it was. */
export async function runOrigin(
  server: ServerConnection,
  state: SimulatorState,
): Promise<ReportOrigin> {
  const params = state.uri === null ? {} : { uri: state.uri };
  const profile = await server.request<ProfileInfo>(PROFILE_REQUEST, params);
  const tree = profile.tree ?? '';
  return {
    command: commandLine(state, tree, profile.model),
    link: `${vscode.env.uriScheme}://${EXTENSION}/run?${linkQuery(state)}`,
    tree,
    commit: tree === '' ? null : await treeCommit(tree),
    profile: profile.label,
  };
}
