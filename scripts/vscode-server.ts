import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The npm package that holds VS Code's own server build; VS Code is 1.139.1 in this one. */
const PACKAGE = 'code-server@4.139.1';

/** Where `@vscode/test-electron` keeps its downloads too. */
const INSTALLED = resolve(import.meta.dirname, '../.vscode-test/server');
const SERVER = join(INSTALLED, 'node_modules/code-server/lib/vscode');
const START_LIMIT_MS = 60_000;

/** A running VS Code server. */
export interface VsCodeServer {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly address: string;
  readonly authority: string;
  stop(): void;
}

/**
 * Installs VS Code's server build unless it is there. Its npm package wants a compiler for
 * modules that are not needed, so no install script is run.
 */
export function installVsCodeServer(): void {
  const stamp = join(INSTALLED, `.installed-${PACKAGE.replace('@', '-')}`);
  if (existsSync(stamp)) return;
  mkdirSync(INSTALLED, { recursive: true });
  npmInstall(INSTALLED, ['--prefix', INSTALLED, PACKAGE]);
  npmInstall(SERVER, ['--omit=dev']);
  npmInstall(join(SERVER, 'extensions'), ['--omit=dev']);
  writeFileSync(stamp, '');
}

function npmInstall(folder: string, args: string[]): void {
  const run = spawnSync(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      // npm tells its children where the project's package.json is; this is another project.
      env: withoutNpm(process.env),
    },
  );
  if (run.status !== 0)
    throw new Error(`VS Code's server build could not be installed:\n${run.stderr}`);
}

function withoutNpm(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !/^npm_(package|lifecycle|config_(local_prefix|prefix|global))/i.test(name),
    ),
  );
}

/** Runs a command of the server and waits for its end, for example `--install-extension`. */
export function runVsCodeServerCommand(dataFolder: string, args: string[]): string {
  const command = [join(SERVER, 'out/server-main.js'), ...commonArguments(dataFolder), ...args];
  const run = spawnSync(process.execPath, command, { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${args.join(' ')} failed:\n${run.stdout}${run.stderr}`);
  return run.stdout;
}

/**
 * Starts the server on a free port of this machine. Without a data folder it gets a new empty
 * one, which goes away with it. Rejects when it does not listen within a minute.
 */
export async function startVsCodeServer(
  args: string[],
  options: { dataFolder?: string; port?: number } = {},
): Promise<VsCodeServer> {
  const folder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'ptdesc-vscode-'));
  const child = spawn(
    process.execPath,
    [
      join(SERVER, 'out/server-main.js'),
      '--host=127.0.0.1',
      `--port=${options.port ?? 0}`,
      '--without-connection-token',
      ...commonArguments(folder),
      ...args,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const stop = () => {
    child.kill();
    if (options.dataFolder === undefined) rmSync(folder, { recursive: true, force: true });
  };
  try {
    const authority = `127.0.0.1:${await listeningPort(child)}`;
    return { address: `http://${authority}`, authority, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

function commonArguments(dataFolder: string): string[] {
  return [
    '--accept-server-license-terms',
    `--server-data-dir=${dataFolder}`,
    '--telemetry-level=off',
    '--disable-telemetry',
  ];
}

function listeningPort(child: ChildProcess): Promise<number> {
  return new Promise((accept, reject) => {
    let output = '';
    const timer = setTimeout(() => fail('did not listen in time'), START_LIMIT_MS);
    const fail = (why: string) => {
      clearTimeout(timer);
      reject(new Error(`VS Code's server ${why}:\n${output}`));
    };
    const read = (chunk: Buffer) => {
      output += chunk;
      const port = /agent listening on (\d+)/.exec(output)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      accept(Number(port));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('exit', (code) => fail(`ended with ${code}`));
  });
}
