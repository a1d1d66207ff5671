/** The requests of the explorer in the editor: profiles to choose from, links over lines. */
import { decodeInSession } from '../decode/decode-in-session.ts';
import { architectureChoices } from '../features/architecture-choices.ts';
import { codeLenses } from '../features/code-lenses.ts';
import { functionAt } from '../features/function-at.ts';
import { profileOptions } from '../features/profile-options.ts';
import { simulateLenses } from '../features/simulate-lenses.ts';
import { findTree } from '../kernel/find-tree.ts';
import { type KernelTree, openKernelTree } from '../kernel/kernel-tree.ts';
import {
  CODE_LENSES_REQUEST,
  type CodeLensesParams,
  type CodeLensPlace,
  DECODE_REQUEST,
  type DecodedText,
  type DecodeParams,
  FUNCTION_AT_REQUEST,
  type FunctionAt,
  type FunctionAtParams,
  PROFILES_REQUEST,
  type ProfileChoices,
  type ProfileParams,
} from '../protocol.ts';
import { guarded } from './request-guard.ts';
import type { Server } from './server.ts';

/** Registers them. */
export function registerExplorerRequests(server: Server): void {
  const { connection } = server;
  connection.onRequest(PROFILES_REQUEST, (params: ProfileParams | undefined, token) =>
    guarded(connection, PROFILES_REQUEST, token, (): ProfileChoices => {
      const { request, profile } = server.chosenSession(params);
      const options = profileOptions(request, profile.kernel, otherTrees(server, profile.tree));
      const common = server.commonSession(params)?.profile ?? profile;
      return { ...options, ...architectureChoices(profile), commonArch: common.arch };
    }),
  );
  connection.onRequest(DECODE_REQUEST, (params: DecodeParams, token) =>
    guarded(connection, DECODE_REQUEST, token, async (): Promise<DecodedText | null> => {
      const { found, profile } = await server.everything(params, token);
      return found ? { text: decodeInSession(found, profile, params.text) } : null;
    }),
  );
  connection.onRequest(CODE_LENSES_REQUEST, ({ uri }: CodeLensesParams, token) =>
    guarded(connection, CODE_LENSES_REQUEST, token, async (): Promise<CodeLensPlace[]> => {
      const view = await server.view(uri);
      if (!view) return [];
      return [...codeLenses(view.model, view.file.path), ...simulateLenses(view.unit, view.file)];
    }),
  );
  connection.onRequest(FUNCTION_AT_REQUEST, ({ uri, line }: FunctionAtParams, token) =>
    guarded(connection, FUNCTION_AT_REQUEST, token, async (): Promise<FunctionAt | null> => {
      const view = await server.view(uri);
      return (view && functionAt(view.unit, view.file, line + 1)) ?? null;
    }),
  );
}

/** The kernels in the workspace's other folders. */
function otherTrees(server: Server, tree: string): KernelTree[] {
  const around = server.folders.paths.map((path) => findTree(path));
  const roots = new Set(around.filter((root) => root !== undefined && root !== tree));
  return [...roots].flatMap((root) => openKernelTree(root as string) ?? []);
}
