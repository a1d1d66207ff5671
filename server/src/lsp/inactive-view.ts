import { inactiveBranchAt } from '../../../language/src/unit/inactive.ts';
import { findNear } from '../features/find-near.ts';
import { fieldOf } from '../features/hover/subject.ts';
import type { PositionView } from './file-view.ts';

/**
 * Code that the configuration leaves out, read in place: by a unit that takes the branches around it.
 * Layouts stay the profile's, so a field that only those branches declare is left to the caller.
 */
export async function readInPlace(at: PositionView, offset: number): Promise<PositionView> {
  const branch = inactiveBranchAt(at.unit, at.file, offset);
  if (!branch) return at;
  const unit = await at.session.unitWithBranches(at.unit, branch.branches).ready(true);
  const found = findNear(unit, at.file, offset);
  if (!found || found.kind === 'inactive') return at;
  if (found.kind === 'memberDeclaration' && !fieldOf(at.model, found)) return at;
  const inactive = branch.conditions.join(' && ');
  return { ...at, unit, found, context: { ...at.context, ...(inactive && { inactive }) } };
}
