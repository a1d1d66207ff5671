/** Which kernel tree, architecture and configuration answers are about. */

/** Asks which kernel tree, architecture and configuration a document is read with. */
export const PROFILE_REQUEST = 'ptdesc/profile';

/**
 * Which profile a request is about. Without a document it is the workspace's, else the model's; a
 * choice takes the place of both.
 */
export interface ProfileParams {
  readonly uri?: string;
  readonly choice?: ProfileChoice;
}

/** A profile by what it is opened with. Paths are absolute. */
export interface ProfileChoice {
  /** The root of the kernel tree. */
  readonly tree: string;
  /** The `O=` folder; the tree itself when it is not given. */
  readonly build?: string;
  /** The architecture as the kernel names it. */
  readonly arch?: string;
  /** A `.config` or `autoconf.h` in place of the build's own. */
  readonly config?: string;
  /** A defconfig of the architecture, by its name. */
  readonly defconfig?: string;
  /** `CONFIG_X=y` on top of that. */
  readonly symbols?: readonly string[];
}

/** How a document is read. */
export interface ProfileInfo {
  /** The root of the kernel tree as an absolute path; null when the document lies in none. */
  readonly tree: string | null;
  /** Whether that tree is the modelled kernel. */
  readonly model: boolean;
  /** Short text for people: machine, configuration, kernel, compiler. */
  readonly label: string;
  /** The same in a few words: `arm64 · defconfig · 6.12`; empty outside of a kernel. */
  readonly status: string;
  /** One line that says what is missing and what to run; null when everything is there. */
  readonly missing: string | null;
  /** One line when the configuration that was chosen lacks what follows from others; else null. */
  readonly incomplete: string | null;
}

/** Asks which profiles there are to choose from, for a document, the workspace or a choice. */
export const PROFILES_REQUEST = 'ptdesc/profiles';

/** One profile that can be chosen. */
export interface ProfileOption {
  /** "x86_64_lockdep" for a machine of the model, a folder's name for a build. */
  readonly name: string;
  /** What it belongs to: "modelled kernel", "Linux 6.12.5". */
  readonly group: string;
  readonly choice: ProfileChoice;
}

/** Builds and configurations that lie at hand. */
export interface ProfileOptions {
  /** What the document or the workspace is read with now. */
  readonly current: ProfileChoice;
  readonly options: readonly ProfileOption[];
}

/** The same with what a tree has besides builds: the answer to {@link PROFILES_REQUEST}. */
export interface ProfileChoices extends ProfileOptions {
  /** What the document or the workspace is read as, as `make ARCH=` names it. */
  readonly arch: string;
  /** What files of the tree are read as that all architectures have in common. */
  readonly commonArch: string;
  readonly architectures: readonly string[];
  /** Of that architecture, by name; the default one first. */
  readonly defconfigs: readonly string[];
}
