/** The view "Findings": what the rules say, by file, from the diagnostics that the editor has. */
import * as vscode from 'vscode';
import { LoadingTree, type TreeLine, treeLine } from './loading-tree.ts';

/** The name that the server gives to its diagnostics. */
const SOURCE = 'ptdesc';

/** The tree of the view. It is empty until a file is open or the workspace was checked. */
export function findingTree(): LoadingTree {
  return new LoadingTree(async () =>
    findingsByFile().map(([uri, findings]) => fileLine(uri, findings)),
  );
}

/** How many findings there are, for the view's badge. */
export function countFindings(): number {
  return findingsByFile().reduce((sum, [, findings]) => sum + findings.length, 0);
}

function findingsByFile(): [vscode.Uri, vscode.Diagnostic[]][] {
  return vscode.languages
    .getDiagnostics()
    .map(([uri, all]): [vscode.Uri, vscode.Diagnostic[]] => [uri, all.filter(isOurs)])
    .filter(([, findings]) => findings.length > 0)
    .sort(([a], [b]) => a.path.localeCompare(b.path));
}

const isOurs = ({ source }: vscode.Diagnostic): boolean => source === SOURCE;

function fileLine(uri: vscode.Uri, findings: readonly vscode.Diagnostic[]): TreeLine {
  const properties = {
    resourceUri: uri,
    description: String(findings.length),
    iconPath: vscode.ThemeIcon.File,
  };
  const inOrder = findings.toSorted((a, b) => a.range.start.line - b.range.start.line);
  const label = vscode.workspace.asRelativePath(uri);
  const children = () => inOrder.map((finding) => findingLine(uri, finding));
  return treeLine(label, properties, children, children);
}

function findingLine(uri: vscode.Uri, { message, range, severity, code }: vscode.Diagnostic) {
  const rule = typeof code === 'object' ? String(code.value) : String(code ?? '');
  return treeLine(message, {
    description: `${rule}, line ${range.start.line + 1}`,
    tooltip: message,
    iconPath: severityIcon(severity),
    contextValue: 'ptdesc.finding',
    command: { command: 'vscode.open', title: 'Open', arguments: [uri, { selection: range }] },
  });
}

function severityIcon(severity: vscode.DiagnosticSeverity): vscode.ThemeIcon {
  if (severity === vscode.DiagnosticSeverity.Error)
    return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  if (severity === vscode.DiagnosticSeverity.Warning)
    return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  return new vscode.ThemeIcon('info');
}
