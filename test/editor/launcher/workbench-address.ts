import type { VsCodeServer } from '../../../scripts/vscode-server.ts';
import type { LaunchFlags } from './flags.ts';

/** What an address says: VS Code's flags, and a file to show. */
export interface WorkbenchRequest extends Omit<LaunchFlags, 'isTrusted'> {
  /** Absolute, with `:LINE` after it. */
  readonly goto?: string;
}

/** The address that opens a folder in the workbench, with extensions under development. */
export function workbenchAddress(
  server: Pick<VsCodeServer, 'address' | 'authority'>,
  { folder, developmentPaths, testsPath, goto }: WorkbenchRequest,
): string {
  const remote = (path: string) => `vscode-remote://${server.authority}${path}`;
  const payload = developmentPaths.map((path) => ['extensionDevelopmentPath', remote(path)]);
  if (testsPath !== undefined) payload.push(['extensionTestsPath', remote(testsPath)]);
  if (goto !== undefined) payload.push(['gotoLineMode', 'true'], ['openFile', remote(goto)]);
  const query = new URLSearchParams();
  if (folder !== undefined) query.set('folder', folder);
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `${server.address}/?${query}`;
}
