/**
 * The explorer in the activity bar. Its views are filled when they are looked at, and again when a
 * file is saved, a file of another kernel is looked at, the settings change, or the server comes back.
 */
import * as vscode from 'vscode';
import { PROFILE_REQUEST, type ProfileInfo } from '../../../server/src/protocol.ts';
import { countOf } from '../../common/count-of.ts';
import { onDidCheck } from '../commands/check-workspace.ts';
import type { ServerConnection } from '../server-connection.ts';
import { activeProfile } from './active-profile.ts';
import * as filterView from './filter-view.ts';
import { countFindings, findingTree } from './finding-tree.ts';
import { lifecycleTree } from './lifecycle-tree.ts';
import { memdescTree } from './memdesc-tree.ts';
import { profileTree } from './profile-tree.ts';

/** Registers the views and the command that fills them again. */
export function register(server: ServerConnection): vscode.Disposable {
  const memdescs = memdescTree(server);
  const findings = findingTree();
  const profile = profileTree(server);
  const lifecycles = lifecycleTree(server);
  const findingView = vscode.window.createTreeView('ptdesc.findings', {
    treeDataProvider: findings,
    showCollapseAll: true,
  });
  const memdescView = vscode.window.createTreeView('ptdesc.memdescs', {
    treeDataProvider: memdescs,
    showCollapseAll: true,
  });
  const refreshTree = () => {
    memdescs.refresh();
    profile.refresh();
    lifecycles.refresh();
  };
  const refreshFindings = () => {
    findings.refresh();
    const value = countFindings();
    findingView.badge = value === 0 ? undefined : { value, tooltip: countOf(value, 'finding') };
  };
  return vscode.Disposable.from(
    findingView,
    memdescView,
    filterView.register({
      name: 'memdescs',
      placeHolder: 'A descriptor, a field, or bytes',
      view: memdescView,
      tree: memdescs,
    }),
    filterView.register({
      name: 'findings',
      placeHolder: 'A file, a rule, or a word of a message',
      view: findingView,
      tree: findings,
    }),
    vscode.window.createTreeView('ptdesc.lifecycles', {
      treeDataProvider: lifecycles,
      showCollapseAll: true,
    }),
    vscode.window.createTreeView('ptdesc.profile', { treeDataProvider: profile }),
    vscode.commands.registerCommand('ptdesc.refreshExplorer', refreshTree),
    vscode.languages.onDidChangeDiagnostics(refreshFindings),
    onDidCheck((summary) => {
      findingView.message = summary;
    }),
    refreshWhenStale(server, refreshTree),
    followEditor(server, refreshTree),
  );
}

function refreshWhenStale(server: ServerConnection, refresh: () => void): vscode.Disposable {
  return vscode.Disposable.from(
    server.onDidChangeState((state) => {
      if (state === 'running') refresh();
    }),
    server.onDidReadSettings(refresh),
    vscode.workspace.onDidSaveTextDocument(refresh),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('ptdesc')) refresh();
    }),
  );
}

/** Of several kernels in a window, the views are about the one whose file is looked at. */
function followEditor(server: ServerConnection, refresh: () => void): vscode.Disposable {
  let shown: string | undefined;
  const look = async () => {
    const params = activeProfile();
    if (params.uri === undefined || server.state !== 'running') return;
    try {
      const { tree, label } = await server.request<ProfileInfo>(PROFILE_REQUEST, params);
      const found = `${tree} ${label}`;
      if (shown !== undefined && shown !== found) refresh();
      shown = found;
    } catch (error) {
      server.log.debug(`${PROFILE_REQUEST}: ${error}`);
    }
  };
  void look();
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(look),
    server.onDidChangeState(look),
  );
}
