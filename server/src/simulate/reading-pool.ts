import { Workspace } from '../../../language/src/index.ts';

/**
 * The arrays of units that nobody asks any more, for the next ones: each new megabyte of them brings a
 * collection of the whole heap nearer, and is touched for the first time.
 */
export class WorkspacePool {
  readonly #idle: Workspace[] = [];

  /** @param expectedTokens of the unit, about, where a new one is made */
  take(expectedTokens: number | undefined): Workspace {
    return this.#idle.pop() ?? new Workspace(expectedTokens);
  }

  /** Nobody may ask their units anything from now on. */
  give(workspaces: readonly Workspace[]): void {
    this.#idle.push(...workspaces);
  }
}
