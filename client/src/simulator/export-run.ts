import * as vscode from 'vscode';
import { openVirtual } from '../virtual-documents.ts';
import { type ReportSubject, reportMarkdown } from './report.ts';
import type { SimulatorRequests } from './simulator-requests.ts';

/** Gives a run to other tools: JSON and a Chrome trace go to a file, Markdown to an editor. */
export async function exportRun(
  requests: SimulatorRequests,
  subject: ReportSubject,
  format: 'json' | 'chrome' | 'markdown',
): Promise<void> {
  if (format === 'markdown') {
    const name = `Run of ${subject.simulation.entry} on ${subject.simulation.machine}`;
    await openVirtual(`${name}.md`, reportMarkdown(subject), { preview: false });
    return;
  }
  const { run, entry, machine } = subject.simulation;
  const text = await requests.exported({ run, format });
  // A machine may be a configuration in a build: "build-full/.config.old".
  const on = machine.replaceAll(/[^\w.-]/g, '-');
  const name = `${entry}-${on}${format === 'chrome' ? '.trace' : ''}.json`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    filters: { JSON: ['json'] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (target) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
}
