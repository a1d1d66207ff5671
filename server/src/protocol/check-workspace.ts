/** The check of a whole tree. */

/**
 * Checks every file of a document's or the workspace's tree; findings arrive as diagnostics. Progress
 * is the protocol's own work-done progress, which can be cancelled.
 */
export const CHECK_WORKSPACE_REQUEST = 'ptdesc/checkWorkspace';

/** The answer to {@link CHECK_WORKSPACE_REQUEST}. */
export interface WorkspaceCheck {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  /** False when someone cancelled it. */
  readonly completed: boolean;
}
