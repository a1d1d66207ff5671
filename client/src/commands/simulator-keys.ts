/**
 * The debugger's keys in the simulator's panel, which the editor would take for itself, and "Run to
 * Cursor" from a source file. A breakpoint that is set while a run is there runs to its line.
 */
import * as vscode from 'vscode';
import type { SimulatorMove } from '../../../server/src/protocol.ts';
import { SimulatorPanel } from '../simulator/simulator-panel.ts';

const MOVES: readonly (readonly [command: string, move: SimulatorMove])[] = [
  ['ptdesc.stepIn', 'in'],
  ['ptdesc.stepOver', 'over'],
  ['ptdesc.stepOut', 'out'],
  ['ptdesc.stepBack', 'back'],
  ['ptdesc.stepBackOver', 'backOver'],
];

/** Registers the commands. */
export function register(): vscode.Disposable {
  const steps = MOVES.map(([command, move]) =>
    vscode.commands.registerCommand(command, () =>
      SimulatorPanel.open?.press({ type: 'move', move }),
    ),
  );
  return vscode.Disposable.from(
    ...steps,
    vscode.commands.registerCommand('ptdesc.runToCursor', runToCursor),
    vscode.debug.onDidChangeBreakpoints(({ added }) => {
      const [first] = added;
      if (!(first instanceof vscode.SourceBreakpoint)) return;
      const { uri, range } = first.location;
      void SimulatorPanel.open?.runToLine(uri.fsPath, range.start.line + 1);
    }),
  );
}

async function runToCursor(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || SimulatorPanel.open === undefined) {
    void vscode.window.showInformationMessage(
      'Run a lifecycle first: "Ptdesc: Simulate...", then put the cursor on a line.',
    );
    return;
  }
  const { document, selection } = editor;
  await SimulatorPanel.open.runToLine(document.uri.fsPath, selection.active.line + 1);
}
