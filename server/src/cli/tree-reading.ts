import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { filesOf } from '../../../language/src/unit/unit-files.ts';
import { viaFor } from '../index/include-graph.ts';
import { findBuildFolder } from '../kernel/build-folder.ts';
import { findTree } from '../kernel/find-tree.ts';
import { openKernelTree, whyNoTree } from '../kernel/kernel-tree.ts';
import { missingText } from '../kernel/missing-header.ts';
import { modelTree } from '../kernel/model-tree.ts';
import { refusalLine } from '../kernel/node-file-system.ts';
import { FileProfiles, type OpenedProfile, profileName } from '../profile/file-profiles.ts';
import { openProfile, type Profile, type ProfileRequest } from '../profile/profile.ts';
import { CommandError } from './command-error.ts';
import type { TreeOptions } from './options.ts';
import { warn, warnOnce } from './output.ts';
import { type Reading, readUnit, sourcesOf } from './reading.ts';

/** A reading under a kernel's profile. */
export interface TreeReading extends Reading {
  readonly profile: Profile;
  ofFile?(path: string): TreeReading;
}

/** Opens the profile that the options choose; what is missing ends the command with one line. */
export function treeReading(options: TreeOptions): TreeReading {
  const request = profileRequest(options);
  const profile = openProfile(request);
  profile.fs.onRefuse((path, problem) => warnOnce(refusalLine(path, problem)));
  if (profile.missing) throw new CommandError(missingText(profile.missing));
  for (const line of profile.consequences) warn(line);
  const profiles = new FileProfiles({ profile, request });
  const readings = new Map<Profile, TreeReading>();
  const ofFile = (path: string): TreeReading => {
    const opened = profileOf(profiles, path);
    const known = readings.get(opened.profile);
    if (known) return known;
    const name = profileName(opened);
    warn(`${profile.relative(path)} is read as ${name}${whyOther(profiles, opened, path)}`);
    const reading = { ...readingOfProfile(opened.profile), ofFile };
    readings.set(opened.profile, reading);
    return reading;
  };
  const chosen = { ...readingOfProfile(profile), ofFile };
  readings.set(profile, chosen);
  return chosen;
}

function readingOfProfile(profile: Profile): TreeReading {
  profile.fs.onRefuse((path, problem) => warnOnce(refusalLine(path, problem)));
  return {
    profile,
    root: profile.tree,
    target: profile.target,
    sources: sourcesOf(profile.fs),
    allow: (path) => profile.fs.allow(path),
    options: (path) => profile.fileOptions(path),
    via: (path) => viaFor(profile, path),
  };
}

/** A header belongs to the first configuration in which a unit includes it. */
function profileOf(profiles: FileProfiles, path: string): OpenedProfile {
  if (!path.endsWith('.h')) return profiles.forFile(path);
  return profiles.forHeader(path, ({ profile }) => {
    const main = viaFor(profile, path);
    if (main === undefined) return false;
    const unit = readUnit(readingOfProfile(profile), path);
    return filesOf(unit).some((file) => file.path === path);
  });
}

/** What the default configuration leaves out is not read as one would expect. */
function whyOther(profiles: FileProfiles, opened: OpenedProfile, path: string): string {
  return profiles.ofArchitecture(path) === opened
    ? ''
    : ', for its default configuration leaves the file out';
}

/** What opens the profile that the options choose, also in another thread. */
export function profileRequest(options: TreeOptions): ProfileRequest {
  const { tree, build } = placeOf(options);
  const { arch, config } = options;
  if (config !== undefined && !existsSync(config)) {
    throw new CommandError(`--config ${config}: no such file`);
  }
  return {
    tree,
    ...(build === undefined ? {} : { build: resolve(build) }),
    ...(arch === undefined ? {} : { arch }),
    ...(config === undefined ? {} : { configFile: resolve(config) }),
    ...(options.set.length === 0 ? {} : { set: [...options.set] }),
    ...(options.setOnly.length === 0 ? {} : { setOnly: [...options.setOnly] }),
    ...(options.toolchain === undefined ? {} : { toolchain: options.toolchain }),
  };
}

/**
 * The tree and the object tree asked for; else those around the current folder, which may be an `O=`
 * folder; else the modelled kernel, which is said.
 */
function placeOf({ tree, build }: TreeOptions): { tree: string; build: string | undefined } {
  if (tree !== undefined) {
    const root = resolve(tree);
    if (!openKernelTree(root)) throw new CommandError(whyNoTree(root));
    return { tree: root, build };
  }
  const own = findBuildFolder(build ?? process.cwd());
  if (own !== undefined) return { tree: own.tree, build: build ?? own.build };
  const root = findTree(process.cwd());
  if (root === undefined) warn('no kernel tree is here: the modelled kernel answers (see --tree)');
  return { tree: root ?? modelTree(), build };
}
