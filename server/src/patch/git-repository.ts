import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { GitIndex } from './git-index.ts';
import { PatchError } from './patch-error.ts';

/** A command of git over all of a kernel's history takes some seconds; a pipe among its files, for ever. */
const GIT_LIMIT_MS = 120_000;
const TOO_SLOW = `git did not end in ${GIT_LIMIT_MS / 1000} seconds`;

/**
 * Reads objects of a git repository that no one vouches for. Only commands that never run filters,
 * text conversions, hooks or monitors are used (rev-parse, ls-tree, ls-files, cat-file), and what the
 * repository's configuration could start is turned off all the same.
 */
export class GitRepository {
  /** The folder that was asked for. */
  readonly #folder: string;
  /** Where it lies below the root of the working tree: empty, or ending in a slash. */
  readonly prefix: string;
  /** The hash that names objects. */
  readonly objectFormat: string;

  /** @throws PatchError when the folder lies in no repository, or there is no git */
  constructor(folder: string) {
    this.#folder = folder;
    const [inside, prefix = ''] = this.#run(['rev-parse', '--is-inside-work-tree', '--show-prefix'])
      .toString()
      .split('\n');
    if (inside !== 'true')
      throw new PatchError(`${folder}: not in the working tree of a git repository`);
    this.prefix = prefix;
    this.objectFormat = this.#run(['rev-parse', '--show-object-format']).toString().trim();
  }

  /** The commit's name. @throws PatchError when there is no such revision */
  resolve(revision: string): string {
    const result = this.#spawn([
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      `${revision}^{commit}`,
    ]);
    const name = result.stdout.toString().trim();
    if (result.status !== 0 || name === '') throw new PatchError(`${revision}: no such revision`);
    return name;
  }

  /** The regular files of a commit below the folder: their blobs' names by path below it. */
  filesOf(commit: string): Map<string, string> {
    const list = this.#run(['ls-tree', '-r', '-z', commit]).toString('utf8');
    const files = new Map<string, string>();
    for (const entry of list.split('\0')) {
      const [, blob, path] = /^100\d{3} blob (\w+)\t(.*)$/s.exec(entry) ?? [];
      if (blob !== undefined && path !== undefined) files.set(path, blob);
    }
    return files;
  }

  /** What git's index says of the files on disk. It is read here: git would run filters to compare. */
  index(): GitIndex {
    const path = this.#run(['rev-parse', '--git-path', 'index']).toString().trim();
    return GitIndex.read(resolve(this.#folder, path), this.objectFormat === 'sha256' ? 32 : 20);
  }

  /** The contents of blobs. @throws PatchError when one is not there */
  async contents(blobs: readonly string[]): Promise<Map<string, Buffer>> {
    if (blobs.length === 0) return new Map();
    const output = await this.#feed(['cat-file', '--batch'], `${blobs.join('\n')}\n`);
    const found = new Map<string, Buffer>();
    for (let at = 0; at < output.length; ) {
      const end = output.indexOf(10, at);
      const [name = '', type, size] = output.toString('latin1', at, end).split(' ');
      if (type !== 'blob')
        throw new PatchError(`${name}: the repository does not have this object`);
      found.set(name, output.subarray(end + 1, end + 1 + Number(size)));
      at = end + 1 + Number(size) + 1;
    }
    return found;
  }

  #run(args: readonly string[]): Buffer {
    const { status, stdout, stderr, error } = this.#spawn(args);
    if ((error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT')
      throw new PatchError(TOO_SLOW);
    if (error) throw new PatchError(`git cannot be run: ${error.message}`);
    if (status !== 0) throw new PatchError(firstLine(stderr.toString()));
    return stdout;
  }

  #spawn(args: readonly string[]) {
    const [program, ...begin] = gitCommand();
    return spawnSync(program, [...begin, ...this.#safety(), ...args], {
      timeout: GIT_LIMIT_MS,
      killSignal: 'SIGKILL',
      cwd: this.#folder,
      env: safeEnvironment(),
      maxBuffer: 1 << 30,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  #feed(args: readonly string[], input: string): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const [program, ...begin] = gitCommand();
      const git = spawn(program, [...begin, ...this.#safety(), ...args], {
        cwd: this.#folder,
        env: safeEnvironment(),
        stdio: ['pipe', 'pipe', 'ignore'],
        timeout: GIT_LIMIT_MS,
        killSignal: 'SIGKILL',
      });
      const parts: Buffer[] = [];
      git.stdout.on('data', (part: Buffer) => parts.push(part));
      git.on('error', (error) => reject(new PatchError(`git cannot be run: ${error.message}`)));
      git.on('close', (_, signal) => {
        if (signal === null) resolve(Buffer.concat(parts));
        else reject(new PatchError(TOO_SLOW));
      });
      // git may end before it has read everything; what it said then tells why.
      git.stdin.on('error', () => {});
      git.stdin.end(input);
    });
  }

  /** Settings that win over the repository's own. */
  #safety(): string[] {
    const settings = [
      'core.fsmonitor=false',
      'core.hooksPath=/dev/null',
      'core.pager=cat',
      'core.sshCommand=false',
      'core.alternateRefsCommand=true',
      'protocol.allow=never',
      'credential.helper=',
      // Whose folder it is does not matter where nothing of it is run.
      'safe.directory=*',
    ];
    return ['--no-pager', '--no-replace-objects', ...settings.flatMap((each) => ['-c', each])];
  }
}

/** Part of util-linux, which every Linux has. */
const SETPRIV = '/usr/bin/setpriv';

/** git, which Linux ends together with us, also when we are killed: a pipe among its files stops it for ever. */
function gitCommand(): [string, ...string[]] {
  const endsWithUs = process.platform === 'linux' && existsSync(SETPRIV);
  return endsWithUs ? [SETPRIV, '--pdeathsig', 'KILL', 'git'] : ['git'];
}

/** Nothing of the user's or the system's configuration, no prompts, no fetching, no writing. */
function safeEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return {
    ...Object.fromEntries(kept),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: '',
    LC_ALL: 'C',
  };
}

const firstLine = (text: string): string =>
  (text.split('\n')[0] ?? '').replace(/^fatal: /, '') || 'git failed';
