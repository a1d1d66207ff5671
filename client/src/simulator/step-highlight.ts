import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { NamePlace } from '../../../server/src/protocol.ts';

/** Marks the line that is about to run, in the editor of its file. */
export class StepHighlight implements vscode.Disposable {
  readonly #decoration = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor('editor.stackFrameHighlightBackground'),
    overviewRulerColor: new vscode.ThemeColor('editor.stackFrameHighlightBackground'),
    borderColor: new vscode.ThemeColor('contrastActiveBorder'),
  });
  #marked: vscode.TextEditor | undefined;

  /**
   * Shows the line. The keyboard stays where it is, and the file opens beside the panel: what people
   * read and what they step with are seen together.
   */
  async show(
    place: NamePlace | null,
    panel: vscode.ViewColumn | undefined,
    quietly = false,
  ): Promise<void> {
    if (place === null) return this.clear();
    const line = new vscode.Range(place.line - 1, 0, place.line - 1, 0);
    const editor = quietly
      ? this.#openEditor(place.file, panel)
      : await this.#editorFor(place.file, panel);
    if (editor === undefined) return this.clear();
    if (this.#marked !== undefined && this.#marked !== editor)
      this.#marked.setDecorations(this.#decoration, []);
    this.#marked = editor;
    editor.setDecorations(this.#decoration, [line]);
    if (!quietly) editor.revealRange(line, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  clear(): void {
    this.#marked?.setDecorations(this.#decoration, []);
    this.#marked = undefined;
  }

  dispose(): void {
    this.#decoration.dispose();
  }

  #openEditor(file: string, panel: vscode.ViewColumn | undefined): vscode.TextEditor | undefined {
    const name = vscode.Uri.file(file).toString();
    return vscode.window.visibleTextEditors.find(
      ({ document, viewColumn }) => document.uri.toString() === name && viewColumn !== panel,
    );
  }

  /** Undefined where there is no such file: the call of one function is made in memory. */
  async #editorFor(
    file: string,
    panel: vscode.ViewColumn | undefined,
  ): Promise<vscode.TextEditor | undefined> {
    const uri = vscode.Uri.file(file);
    const open = this.#openEditor(file, panel);
    if (open) return open;
    if (!existsSync(file)) return undefined;
    const isFirst = panel === vscode.ViewColumn.One;
    return vscode.window.showTextDocument(uri, {
      viewColumn: isFirst ? vscode.ViewColumn.Two : vscode.ViewColumn.One,
      preserveFocus: true,
      preview: true,
    });
  }
}
