/**
 * The extension's entry. Commands work from the moment of activation; the language server is
 * started with the first C file that may lie in a kernel tree, or by a command that needs it.
 */
import * as vscode from 'vscode';
import * as codeLenses from './code-lenses.ts';
import * as checkWorkspace from './commands/check-workspace.ts';
import * as chooseProfile from './commands/choose-profile.ts';
import * as convert from './commands/convert.ts';
import * as decodeDump from './commands/decode-dump.ts';
import * as fieldUses from './commands/field-uses.ts';
import * as openDeclaration from './commands/open-declaration.ts';
import * as openModel from './commands/open-model.ts';
import * as openWalkthrough from './commands/open-walkthrough.ts';
import * as profileActions from './commands/profile-actions.ts';
import * as restartServer from './commands/restart-server.ts';
import * as selectArchitecture from './commands/select-architecture.ts';
import * as selectConfiguration from './commands/select-configuration.ts';
import * as showHover from './commands/show-hover.ts';
import * as showLog from './commands/show-log.ts';
import * as showMatrix from './commands/show-matrix.ts';
import * as showOverlay from './commands/show-overlay.ts';
import * as simulate from './commands/simulate.ts';
import * as simulatorKeys from './commands/simulator-keys.ts';
import { DOCUMENT_SELECTOR } from './document-selector.ts';
import * as explorer from './explorer/explorer.ts';
import { mayLieInKernel } from './kernel-folder.ts';
import * as languageStatus from './language-status.ts';
import * as overlaySerializer from './overlay/overlay-serializer.ts';
import { ServerConnection } from './server-connection.ts';
import * as runLink from './simulator/run-link-handler.ts';
import * as simulatorSerializer from './simulator/simulator-serializer.ts';
import * as virtualDocuments from './virtual-documents.ts';

/** Called by VS Code once. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Ptdesc Explorer', { log: true });
  const server = new ServerConnection(context, log);
  context.subscriptions.push(
    log,
    server,
    codeLenses.register(server),
    explorer.register(server),
    checkWorkspace.register(server),
    chooseProfile.register(server),
    profileActions.register(),
    selectArchitecture.register(server),
    selectConfiguration.register(server),
    decodeDump.register(server),
    convert.register(server),
    fieldUses.register(server),
    openDeclaration.register(),
    openModel.register(context),
    openWalkthrough.register(context),
    restartServer.register(server),
    showHover.register(server),
    showLog.register(server),
    showMatrix.register(context, server),
    showOverlay.register(context, server),
    virtualDocuments.register(),
    runLink.register(context, server),
    simulate.register(context, server),
    simulatorKeys.register(),
    overlaySerializer.register(context, server),
    simulatorSerializer.register(context, server),
  );
  languageStatus.activate(context, server);
  startWithFirstKernelFile(context, server);
}

function startWithFirstKernelFile(context: vscode.ExtensionContext, server: ServerConnection) {
  const look = (document: vscode.TextDocument) => {
    if (server.state === 'stopped' && isKernelSource(document)) void server.start();
  };
  context.subscriptions.push(vscode.workspace.onDidOpenTextDocument(look));
  vscode.workspace.textDocuments.forEach(look);
}

function isKernelSource(document: vscode.TextDocument): boolean {
  if (vscode.languages.match(DOCUMENT_SELECTOR, document) === 0) return false;
  // A tree that the user names in the settings may look like nothing we know.
  const tree = vscode.workspace.getConfiguration('ptdesc', document.uri).get<string>('tree');
  return Boolean(tree) || mayLieInKernel(document.uri.fsPath);
}
