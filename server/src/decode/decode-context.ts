import type { MemdescModel } from '../memdesc/memdesc.ts';
import type { Profile } from '../profile/profile.ts';
import type { DecodeContext } from './decode-page.ts';
import { readPageFacts } from './page-facts.ts';

/** What a profile and its memdescs tell the decoder; reads a unit of the tree. */
export function decodeContext(model: MemdescModel, profile: Profile): DecodeContext {
  const { bigEndian, pointerSizeBytes } = profile.target;
  return {
    model,
    facts: readPageFacts(profile),
    bigEndian,
    wordBytes: pointerSizeBytes,
    profile: profile.label,
  };
}
