/** What else is at hand for a doubted dump: further trees and their builds, then the model's machines. */
import { discoverTree } from '../index/discover-tree.ts';
import { modelMachines, openKernelTree } from '../kernel/kernel-tree.ts';
import { knownBuilds } from '../kernel/known-builds.ts';
import { modelTree } from '../kernel/model-tree.ts';
import type { MemdescModel } from '../memdesc/memdesc.ts';
import { mergeModels } from '../memdesc/merge.ts';
import { openProfile, type Profile, type ProfileRequest } from '../profile/profile.ts';
import { decodeContext } from './decode-context.ts';
import type { DecodeContext, OtherContexts } from './decode-page.ts';

/**
 * Symbols that give struct page another size or layout, tried over a machine of the model: 56 bytes
 * without memcg_data, 80 with KMSAN's words (include/linux/mm_types.h).
 */
const VARIANTS: readonly (readonly string[])[] = [
  [],
  ['MEMCG=n', 'SLAB_OBJ_EXT=n', 'HAVE_ALIGNED_STRUCT_PAGE=n'],
  ['KMSAN=y'],
];

/** Each is opened once, when it is asked for; one that cannot be opened is passed over. */
export function otherContexts(requests: () => readonly ProfileRequest[]): OtherContexts {
  const opened: Opened[] = [];
  let wanted: readonly ProfileRequest[] | undefined;
  return function* ({ wordBytes, isSizeFound }) {
    wanted ??= requests();
    for (const [i, request] of wanted.entries()) {
      if (request.set && isSizeFound?.() === true) continue;
      opened[i] ??= open(request);
      const context = opened[i]?.(wordBytes);
      if (context) yield context;
    }
  };
}

/** The trees' own configurations and the build folders beside them, then every machine of the model. */
export function requestsAtHand(trees: readonly string[]): ProfileRequest[] {
  const own = [...new Set(trees)].flatMap((tree) => [
    { tree },
    ...knownBuilds(tree).map((build) => ({ tree, build })),
  ]);
  return [...own.filter(({ tree }) => tree !== modelTree()), ...modelRequests()];
}

function modelRequests(): ProfileRequest[] {
  const model = openKernelTree(modelTree());
  const machines = model ? modelMachines(model) : [];
  return VARIANTS.flatMap((set) =>
    machines.map(({ arch, path }) => ({
      tree: modelTree(),
      arch,
      configFile: path,
      ...(set.length === 0 ? {} : { set: [...set] }),
    })),
  );
}

/** A profile whose records are looked for when a text has words of its machine. */
type Opened = (wordBytes: number | undefined) => DecodeContext | undefined;

function open(request: ProfileRequest): Opened {
  const profile = attempt(() => openProfile(request));
  if (!profile || profile.missing) return () => undefined;
  let context: { readonly found: DecodeContext | undefined } | undefined;
  return (wordBytes) => {
    if (wordBytes !== undefined && wordBytes !== profile.target.pointerSizeBytes) return undefined;
    context ??= { found: attempt(() => contextOf(profile)) };
    const { found } = context;
    const { set = [] } = request;
    return found && set.length > 0
      ? { ...found, profile: `${found.profile} with ${set.join(', ')}` }
      : found;
  };
}

/** A configuration that is broken, or for no known machine, is no news about the dump. */
function attempt<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

function contextOf(profile: Profile): DecodeContext | undefined {
  let model: MemdescModel | undefined;
  for (const found of discoverTree(profile)) model = mergeModels(model, found);
  return model && decodeContext(model, profile);
}
