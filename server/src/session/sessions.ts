import { dirname, isAbsolute, join } from 'node:path';
import { findTree } from '../kernel/find-tree.ts';
import { openKernelTree } from '../kernel/kernel-tree.ts';
import { modelTree } from '../kernel/model-tree.ts';
import { openProfile, type ProfileRequest } from '../profile/profile.ts';
import { FolderSettings } from '../settings/folder-settings.ts';
import type { Settings } from '../settings/settings.ts';
import { BuildQueue } from './build-queue.ts';
import { FileSessions } from './file-sessions.ts';
import { RecentUnits } from './recent-units.ts';
import { Session } from './session.ts';

/** How long an answer about a tree that cannot be read yet is good for. */
const RETRY_MS = 3000;

/** What became of opening a tree, and when. */
interface Opened {
  readonly session: Session | undefined;
  readonly error: unknown;
  readonly time: number;
}

/** Sessions by what they were opened with: files of one tree under one configuration share one. */
export class Sessions {
  /** One for all: there is one thread. */
  readonly queue = new BuildQueue();
  readonly #sessions = new Map<string, Opened>();
  readonly #opened: (session: Session) => void;
  readonly #recent = new RecentUnits();
  #files = this.#fileSessions();
  #settings: FolderSettings;

  /** `opened` is told of each new session, so that it can be given the editor's texts. */
  constructor(settings: Settings, opened: (session: Session) => void) {
    this.#settings = new FolderSettings(settings, new Map());
    this.#opened = opened;
  }

  /** What holds where a folder of the workspace says nothing else. */
  get settings(): Settings {
    return this.#settings.common;
  }

  /** What holds for a file. */
  settingsOf(path: string | undefined): Settings {
    return path === undefined ? this.settings : this.#settings.forFile(path);
  }

  /**
   * Takes new settings, also those that folders of the workspace have for themselves. True when files
   * are read differently now: every session is let go then.
   */
  configure(settings: Settings, ofFolders: ReadonlyMap<string, Settings> = new Map()): boolean {
    const before = this.#settings;
    this.#settings = new FolderSettings(settings, ofFolders);
    const isSame = before.readsAs(this.#settings);
    if (!isSame) this.close();
    return !isSame;
  }

  /** Lets every session go: the next question opens its tree afresh. */
  close(): void {
    this.#sessions.clear();
    this.#files = this.#fileSessions();
  }

  all(): Session[] {
    return [...this.#sessions.values()].flatMap(({ session }) => session ?? []);
  }

  /** The session that a file is read in, as its own architecture; undefined when it lies in no kernel tree. */
  forFile(path: string): Session | undefined {
    const chosen = this.chosenFor(path);
    return chosen && this.#files.of(chosen, path);
  }

  /** The session of the tree that a file lies in: of what all architectures have in common. */
  chosenFor(path: string): Session | undefined {
    const tree = this.#treeOf(path);
    return tree === undefined ? undefined : this.#openTree(tree);
  }

  /** Resolves when it is known in which configuration a file is compiled. */
  async settle(path: string): Promise<Session | undefined> {
    const chosen = this.chosenFor(path);
    return chosen && this.#files.settle(chosen, path);
  }

  /** The session of a workspace: the configured tree, the one around the folder, else the model. */
  forFolder(folder: string | undefined): Session {
    return this.#openTree(this.#treeOfFolder(folder) ?? modelTree());
  }

  /** Undefined where the workspace has no kernel: the model is no answer about someone's code. */
  ofFolder(folder: string | undefined): Session | undefined {
    const tree = this.#treeOfFolder(folder);
    return tree === undefined ? undefined : this.#openTree(tree);
  }

  #treeOfFolder(folder: string | undefined): string | undefined {
    const { tree } = folder === undefined ? this.settings : this.#settings.forFile(folder);
    return tree || (folder === undefined ? undefined : findTree(folder));
  }

  /**
   * The session of a profile that someone chose, whatever the settings say.
   * @throws ProfileError when the profile cannot be opened
   */
  forRequest(request: ProfileRequest): Session {
    return this.#open(JSON.stringify(request), () => this.#make(request));
  }

  #fileSessions(): FileSessions {
    return new FileSessions({
      forRequest: (request) => this.forRequest(request),
      attempt: (request) => attempt(() => this.#make(request)).session,
      keep: (session) => this.#open(JSON.stringify(session.request), () => session),
    });
  }

  /** The configured tree counts for the files in it; others are read in the tree around them. */
  #treeOf(path: string): string | undefined {
    return (
      this.#settings.trees.find((tree) => path.startsWith(`${tree}/`)) ?? findTree(dirname(path))
    );
  }

  #openTree(tree: string): Session {
    return this.#open(tree, () => this.#session(tree));
  }

  /**
   * A tree that could not be opened, or lacks generated headers, is looked at again after a while:
   * someone may have run what we asked for.
   * @throws ProfileError when the tree cannot be opened as the settings say
   */
  #open(key: string, open: () => Session): Session {
    const known = this.#sessions.get(key);
    const isSettled = known?.session && !known.session.profile.missing;
    if (known && (isSettled || performance.now() - known.time < RETRY_MS)) return settled(known);
    const opened = attempt(open);
    this.#sessions.set(key, opened);
    if (opened.session) this.#opened(opened.session);
    return settled(opened);
  }

  /**
   * The modelled kernel has machines of its own: settings about a build are meant for other trees, and
   * so is a configuration that is none of its machines.
   */
  #session(tree: string): Session {
    const { build, arch, config, symbols } = this.#settings.forTree(tree);
    const below = (path: string) => (isAbsolute(path) ? path : join(tree, path));
    const isModel = openKernelTree(tree)?.model ?? false;
    const isOwn = !isModel || below(config).startsWith(`${tree}/`);
    const request: ProfileRequest = {
      tree,
      ...(build && !isModel ? { build: below(build) } : {}),
      ...(arch ? { arch } : {}),
      ...(isDefconfig(config) && !isModel ? { defconfig: config } : {}),
      ...(config && !isDefconfig(config) && isOwn ? { configFile: below(config) } : {}),
      ...(symbols.length > 0 && !isModel ? { set: symbols } : {}),
    };
    return this.#make(request);
  }

  #make(request: ProfileRequest): Session {
    return new Session(openProfile(request), request, this.queue, this.#recent);
  }
}

/** A name and no path: `defconfig`, `sun3_defconfig`, `tinyconfig`. */
const isDefconfig = (config: string): boolean => /^(\w*defconfig|tinyconfig)$/.test(config);

function attempt(open: () => Session): Opened {
  const time = performance.now();
  try {
    return { session: open(), error: undefined, time };
  } catch (error) {
    return { session: undefined, error, time };
  }
}

function settled({ session, error }: Opened): Session {
  if (session) return session;
  throw error;
}
