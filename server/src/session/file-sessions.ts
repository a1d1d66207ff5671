import { archOf } from '../kernel/arch-of.ts';
import { compilingRequests } from '../profile/compiling-requests.ts';
import { isNamed, MAX_TRIED, requestOf } from '../profile/file-profiles.ts';
import type { ProfileRequest } from '../profile/profile-request.ts';
import type { Session } from './session.ts';

/** How sessions are had. */
export interface SessionSource {
  /** The session of a request, which stays. */
  forRequest(request: ProfileRequest): Session;
  /** A session to be looked at; undefined when it cannot be opened. */
  attempt(request: ProfileRequest): Session | undefined;
  /** Keeps a session that was looked at. */
  keep(session: Session): Session;
}

/**
 * The sessions that the files of a tree are read in: code below arch/X as X, and what X's default
 * configuration leaves out in the configuration that compiles it. Finding that one takes a while: until
 * then a file is read as its architecture's default has it.
 */
export class FileSessions {
  readonly #source: SessionSource;
  readonly #settled = new WeakMap<Session, Map<string, Session>>();
  readonly #settling = new WeakMap<Session, Map<string, Promise<Session>>>();

  constructor(source: SessionSource) {
    this.#source = source;
  }

  /** What is known now of a file (absolute path) of the tree that `chosen` reads. */
  of(chosen: Session, path: string): Session {
    return this.#settled.get(chosen)?.get(path) ?? this.#ofArchitecture(chosen, path);
  }

  /** The session that a file is read in to the end. */
  settle(chosen: Session, path: string): Promise<Session> {
    const promises = this.#settling.get(chosen) ?? new Map<string, Promise<Session>>();
    this.#settling.set(chosen, promises);
    const settling = promises.get(path) ?? this.#find(chosen, path);
    promises.set(path, settling);
    return settling;
  }

  #ofArchitecture(chosen: Session, path: string): Session {
    const { profile, request } = chosen;
    const arch = archOf(profile.relative(path));
    if (arch === undefined || arch === profile.sourceArch) return chosen;
    if (!profile.kernel.architectures.includes(arch)) return chosen;
    return this.#source.forRequest(requestOf(request, arch));
  }

  async #find(chosen: Session, path: string): Promise<Session> {
    const own = this.#ofArchitecture(chosen, path);
    const { profile, request } = own;
    const isOpen = profile.missing === undefined && profile.hasArch(path) && !isNamed(request);
    if (!isOpen || (await isReadIn(own, path))) return own;
    let tried = 0;
    for (const each of compilingRequests(profile, request, path)) {
      if (tried++ >= MAX_TRIED) break;
      // Other requests are answered in between.
      await new Promise((resolve) => setImmediate(resolve));
      const session = this.#source.attempt(each);
      if (!session || !(await isReadIn(session, path))) continue;
      const kept = this.#source.keep(session);
      const settled = this.#settled.get(chosen) ?? new Map<string, Session>();
      this.#settled.set(chosen, settled.set(path, kept));
      return kept;
    }
    return own;
  }
}

/** A source is read where it is compiled, a header where its unit includes it. */
async function isReadIn(session: Session, path: string): Promise<boolean> {
  if (path.endsWith('.c')) return session.profile.isBuilt(path);
  const { builder } = session.unitFor(path);
  await builder.ready();
  return builder.includes(path);
}
