import { archOf } from '../kernel/arch-of.ts';
import { compilingRequests } from './compiling-requests.ts';
import { openProfile, type Profile } from './profile.ts';
import type { ProfileRequest } from './profile-request.ts';

/** A profile, and what it was opened with: threads open it again. */
export interface OpenedProfile {
  readonly profile: Profile;
  readonly request: ProfileRequest;
}

/** More configurations than this are not tried for a file that is left out. */
export const MAX_TRIED = 8;

/**
 * The profiles that the files of a tree are read under. Code below arch/X is read as X: as the chosen
 * profile says where that is X's, else under X's default configuration. Everything else is read as chosen.
 */
export class FileProfiles {
  readonly chosen: OpenedProfile;
  readonly #open: (request: ProfileRequest) => Profile;
  readonly #opened = new Map<string, OpenedProfile | undefined>();
  readonly #compiling = new Map<string, OpenedProfile | undefined>();

  constructor(chosen: OpenedProfile, open: (request: ProfileRequest) => Profile = openProfile) {
    this.#open = open;
    this.chosen = chosen;
  }

  /** The profile of a file's architecture, whether that compiles the file or not. `path` is absolute. */
  ofArchitecture(path: string): OpenedProfile {
    const { profile, request } = this.chosen;
    const arch = archOf(profile.relative(path));
    if (arch === undefined || arch === profile.sourceArch) return this.chosen;
    if (!profile.kernel.architectures.includes(arch)) return this.chosen;
    return this.#openOnce(requestOf(request, arch)) ?? this.chosen;
  }

  /**
   * The profile that a file is read under: the configuration in which an architecture's `.c` is compiled
   * where the default one leaves it out. What the user chose by name is taken as it is.
   */
  forFile(path: string): OpenedProfile {
    const own = this.ofArchitecture(path);
    if (!path.endsWith('.c') || !own.profile.hasArch(path) || isNamed(own.request)) return own;
    if (own.profile.isBuilt(path)) return own;
    return this.#remember(path, () =>
      this.#firstOf(own, path, ({ profile }) => profile.isBuilt(path)),
    );
  }

  /** The first configuration that is tried for a header in which `isRead` finds it included. */
  forHeader(path: string, isRead: (opened: OpenedProfile) => boolean): OpenedProfile {
    const own = this.ofArchitecture(path);
    if (!own.profile.hasArch(path) || isNamed(own.request) || isRead(own)) return own;
    return this.#remember(path, () => this.#firstOf(own, path, isRead));
  }

  #remember(path: string, find: () => OpenedProfile): OpenedProfile {
    const known = this.#compiling.get(path) ?? find();
    this.#compiling.set(path, known);
    return known;
  }

  #firstOf(
    own: OpenedProfile,
    path: string,
    fits: (opened: OpenedProfile) => boolean,
  ): OpenedProfile {
    let tried = 0;
    for (const request of compilingRequests(own.profile, own.request, path)) {
      if (tried++ >= MAX_TRIED) break;
      const opened = this.#openOnce(request);
      if (opened && fits(opened)) return opened;
    }
    return own;
  }

  /** Undefined when it cannot be opened. */
  #openOnce(request: ProfileRequest): OpenedProfile | undefined {
    const key = JSON.stringify(request);
    if (!this.#opened.has(key)) this.#opened.set(key, this.#tryOpen(request));
    return this.#opened.get(key);
  }

  #tryOpen(request: ProfileRequest): OpenedProfile | undefined {
    try {
      const profile = this.#open(request);
      return profile.missing === undefined ? { profile, request } : undefined;
    } catch {
      return undefined;
    }
  }
}

/** How an architecture is read beside the chosen one: its build, where the chosen folder is one, or its default. */
export function requestOf(
  { tree, build, toolchain, set, setOnly }: ProfileRequest,
  arch: string,
): ProfileRequest {
  return {
    tree,
    arch,
    ...(build === undefined ? {} : { build }),
    ...(set === undefined ? {} : { set }),
    ...(setOnly === undefined ? {} : { setOnly }),
    ...(toolchain === undefined ? {} : { toolchain }),
  };
}

/** Whether a request names a configuration: then that one counts, also for what it leaves out. */
export const isNamed = ({ configFile, defconfig, set, setOnly }: ProfileRequest): boolean =>
  (configFile ?? defconfig ?? set ?? setOnly) !== undefined;

/** A short name for lists: `x86_64`, `m68k (sun3_defconfig)`, `arm (+1 setting)`. */
export function profileName({ profile, request }: OpenedProfile, isDefault = true): string {
  const { arch, note } = profile;
  const changed = (request.set ?? []).map((each) => each.replace(/^CONFIG_/, ''));
  const named = request.defconfig ?? (changed.length > 0 ? changed.join(' ') : undefined);
  if (named !== undefined) return `${arch} (${named})`;
  return isDefault || note === '' ? arch : `${arch} (${note})`;
}
