import { dirname, isAbsolute, join, resolve } from 'node:path';
import { findTree } from '../kernel/find-tree.ts';
import { openProfile, type ProfileRequest } from '../kernel/profile.ts';
import { modelTree } from '../model-tree.ts';
import type { Settings } from '../settings.ts';
import { Session } from './session.ts';

/** Sessions by what they were opened with: files of one tree under one configuration share one. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();
  #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** Takes new settings; sessions of other settings are let go. */
  configure(settings: Settings): void {
    this.#settings = settings;
    this.#sessions.clear();
  }

  all(): Session[] {
    return [...this.#sessions.values()];
  }

  /** The session that a file is read in; undefined when it lies in no kernel tree. */
  forFile(path: string): Session | undefined {
    const tree = this.#treeOf(path);
    return tree === undefined ? undefined : this.#open(tree);
  }

  /** The session of a workspace: the configured tree, the one around the folder, else the model. */
  forFolder(folder: string | undefined): Session {
    const around = folder === undefined ? undefined : findTree(folder);
    return this.#open(this.#settings.tree || around || modelTree());
  }

  /** The configured tree counts for the files in it; others are read in the tree around them. */
  #treeOf(path: string): string | undefined {
    const configured = this.#settings.tree && resolve(this.#settings.tree);
    if (configured && path.startsWith(`${configured}/`)) return configured;
    return findTree(dirname(path));
  }

  #open(tree: string): Session {
    const known = this.#sessions.get(tree);
    if (known) return known;
    const session = this.#session(tree);
    this.#sessions.set(tree, session);
    return session;
  }

  /** The modelled kernel has machines of its own; settings about a build are meant for other trees. */
  #session(tree: string): Session {
    const { build, arch, config } = this.#settings;
    const below = (path: string) => (isAbsolute(path) ? path : join(tree, path));
    const isModel = tree === modelTree();
    const request: ProfileRequest = {
      tree,
      ...(build && !isModel ? { build: below(build) } : {}),
      ...(arch ? { arch } : {}),
      ...(config && !isModel ? { configFile: below(config) } : {}),
    };
    return new Session(openProfile(request), request);
  }
}
