/**
 * What someone has done for the first time, as context keys `ptdesc.did.NAME`: the walkthrough's steps
 * are ticked by them, when the thing has been done and not when its command was tried.
 */
import * as vscode from 'vscode';

/** One for each step. */
export type Milestone = 'open' | 'hover' | 'overlay' | 'check' | 'simulate';

const reached = new Set<Milestone>();

/** Ticks a step. */
export function reach(milestone: Milestone): void {
  if (reached.has(milestone)) return;
  reached.add(milestone);
  void vscode.commands.executeCommand('setContext', `ptdesc.did.${milestone}`, true);
}
