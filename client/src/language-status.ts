/**
 * The language status item of C files: how the active file is read, and whether the server runs.
 * Sends `ptdesc/profile`; sets the context key `ptdesc.inKernelTree`.
 */
import * as vscode from 'vscode';
import { PROFILE_REQUEST, type ProfileInfo } from '../../server/src/protocol.ts';
import { DOCUMENT_SELECTOR } from './document-selector.ts';
import { reach } from './milestones.ts';
import type { ServerConnection } from './server-connection.ts';

/** Keeps the status item up to date for as long as the extension lives. */
export function activate(context: vscode.ExtensionContext, server: ServerConnection): void {
  const item = vscode.languages.createLanguageStatusItem('ptdesc.status', DOCUMENT_SELECTOR);
  item.name = 'Ptdesc Explorer';
  item.text = 'Ptdesc';
  const update = () => void updateItem(item, server);
  context.subscriptions.push(
    item,
    server.onDidChangeState(update),
    server.onDidReadSettings(update),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('ptdesc')) update();
    }),
  );
  update();
}

async function updateItem(item: vscode.LanguageStatusItem, server: ServerConnection) {
  item.busy = server.state === 'starting';
  item.severity = vscode.LanguageStatusSeverity.Information;
  item.command = { command: 'ptdesc.profileActions', title: 'Change' };
  if (server.state !== 'running') return showServerState(item, server);
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined || vscode.languages.match(DOCUMENT_SELECTOR, document) === 0) return;
  try {
    const params = { uri: document.uri.toString() };
    showProfile(item, await server.request<ProfileInfo>(PROFILE_REQUEST, params));
  } catch (error) {
    server.log.debug(`${PROFILE_REQUEST}: ${error}`);
  }
}

function showServerState(item: vscode.LanguageStatusItem, server: ServerConnection): void {
  item.detail =
    server.state === 'starting'
      ? 'Reading the kernel tree: hovers and links come in a few seconds.'
      : `The language server is ${server.state}.`;
  if (server.state !== 'failed') return;
  item.severity = vscode.LanguageStatusSeverity.Error;
  item.command = { command: 'ptdesc.restartServer', title: 'Restart' };
}

function showProfile(item: vscode.LanguageStatusItem, profile: ProfileInfo): void {
  const isKernel = profile.tree !== null;
  void vscode.commands.executeCommand('setContext', 'ptdesc.inKernelTree', isKernel);
  if (isKernel) reach('open');
  item.text = profile.status === '' ? 'Ptdesc' : profile.status;
  item.detail = isKernel ? profile.label : 'This file lies in no kernel tree.';
  const problem = profile.missing ?? profile.incomplete;
  if (problem === null) return;
  item.detail = problem;
  item.severity = vscode.LanguageStatusSeverity.Warning;
}
