/** Brings the overlay's tab back after the window was reloaded. */
import * as vscode from 'vscode';
import type { OverlayState } from '../../../server/src/protocol.ts';
import type { ServerConnection } from '../server-connection.ts';
import { OverlayPanel } from './overlay-panel.ts';

/** Registers the serializer. */
export function register(
  context: vscode.ExtensionContext,
  server: ServerConnection,
): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer(OverlayPanel.viewType, {
    async deserializeWebviewPanel(panel, kept: Partial<OverlayState> | undefined) {
      const { uri = null, choice = null, compared = null } = kept ?? {};
      OverlayPanel.adopt(context, server, panel, { uri, choice, compared });
    },
  });
}
