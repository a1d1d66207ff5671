import assert from 'node:assert/strict';
import { decodeContext } from '../../server/src/decode/decode-context.ts';
import type { DecodeContext } from '../../server/src/decode/decode-page.ts';
import { discoverTree } from '../../server/src/index/discover-tree.ts';
import type { MemdescModel } from '../../server/src/memdesc/memdesc.ts';
import { mergeModels } from '../../server/src/memdesc/merge.ts';
import type { Profile } from '../../server/src/profile/profile.ts';

/** What a profile's dumps are decoded with. */
export function contextOf(profile: Profile): DecodeContext {
  let model: MemdescModel | undefined;
  for (const found of discoverTree(profile)) model = mergeModels(model, found);
  assert.ok(model);
  return decodeContext(model, profile);
}
