import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** The commit that a tree's files were checked out from; null where git does not say. */
export async function treeCommit(tree: string): Promise<string | null> {
  const folder = await gitFolder(tree);
  const head = await textOf(join(folder, 'HEAD'));
  const ref = /^ref: (refs\/\S+)$/.exec(head)?.[1];
  if (ref === undefined) return commitIn(head);
  // A worktree keeps its HEAD to itself, and the branches with the others.
  const common = resolve(folder, (await textOf(join(folder, 'commondir'))) || '.');
  const loose = commitIn(await textOf(join(common, ref)));
  if (loose !== null) return loose;
  const packed = await textOf(join(common, 'packed-refs'));
  return commitIn(packed.split('\n').find((line) => line.endsWith(` ${ref}`)) ?? '');
}

/** In a worktree, `.git` is a file that says where the folder is. */
async function gitFolder(tree: string): Promise<string> {
  const named = /^gitdir: (.+)$/.exec(await textOf(join(tree, '.git')))?.[1];
  return named === undefined ? join(tree, '.git') : resolve(tree, named);
}

const commitIn = (text: string): string | null => /^[0-9a-f]{40,64}/.exec(text)?.[0] ?? null;

/** Empty where there is no such file. */
async function textOf(path: string): Promise<string> {
  return (await readFile(path, 'utf8').catch(() => '')).trim();
}
