import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../repository/repository-root.ts';

/**
 * Copies the modelled kernel into a folder, with settings for its workspace; returns the copy's
 * path. Tests open the copy, because an editor may write where it works.
 */
export function copyModel(folder: string, settings: Record<string, unknown>): string {
  const model = join(folder, 'kernel');
  cpSync(join(repositoryRoot, 'emulator/kernel'), model, { recursive: true });
  writeWorkspaceSettings(model, settings);
  return model;
}

/** Replaces the settings of a workspace; VS Code takes them at once. */
export function writeWorkspaceSettings(workspace: string, settings: Record<string, unknown>): void {
  mkdirSync(join(workspace, '.vscode'), { recursive: true });
  writeFileSync(join(workspace, '.vscode/settings.json'), JSON.stringify(settings));
}
