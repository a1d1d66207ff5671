import { openProfile, type Profile, type ProfileRequest } from './profile.ts';

/**
 * Opens a profile in which some files (absolute paths) have other contents than on disk; null is for a
 * file that is not there.
 * @throws ProfileError as openProfile does
 */
export function openOverlaid(
  request: ProfileRequest,
  overlay: ReadonlyMap<string, Uint8Array | null>,
): Profile {
  const profile = openProfile(request);
  for (const [path, bytes] of overlay) {
    if (bytes === null) profile.fs.setAbsent(path);
    else profile.fs.setVirtual(path, bytes);
  }
  return profile;
}
