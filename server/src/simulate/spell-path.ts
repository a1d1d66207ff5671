import { dirname } from 'node:path';
import type { Spell } from './present-run.ts';
import { boundaryFolder, scenarioFolder } from './simulation-files.ts';

/** Paths below the tree, below our own folders (`scenarios/pte.c`), or as they are. */
export function spellingFor(tree: string): Spell {
  const roots = [tree, dirname(scenarioFolder()), dirname(boundaryFolder())];
  return (path) => {
    const root = roots.find((each) => path.startsWith(`${each}/`));
    return root === undefined ? path : path.slice(root.length + 1);
  };
}
