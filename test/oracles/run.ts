/**
 * Runs comparison programs beside the tests: asynchronously, two at a time, with their results kept
 * where the kernel cannot change, so that a repeated run costs seconds instead of minutes.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

/** Compiled comparison programs and kept results; never part of the repository. */
export const ORACLE_FOLDER = resolve(import.meta.dirname, '../../.vscode-test/oracles');

/** What a comparison program printed. `status` is -1 when a signal ended it. */
export interface Output {
  status: number;
  stdout: Buffer;
  stderr: string;
}

/** Runs a program to its end. @throws when it cannot be started */
export function run(
  argv: readonly string[],
  options: { cwd?: string; input?: string | Buffer } = {},
): Promise<Output> {
  const [program = '', ...rest] = argv;
  return new Promise((fulfil, reject) => {
    const child = spawn(program, rest, { cwd: options.cwd, env: { ...process.env, LC_ALL: 'C' } });
    const stdout: Buffer[] = [];
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (status) =>
      fulfil({ status: status ?? -1, stdout: Buffer.concat(stdout), stderr }),
    );
    // A program that ends early closes its stdin: its exit status tells more than EPIPE does.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
  });
}

/** Runs a program that must succeed and returns its stdout. @throws with what it printed otherwise */
export async function runOk(
  argv: readonly string[],
  options: { cwd?: string; input?: string | Buffer } = {},
): Promise<Buffer> {
  const { status, stdout, stderr } = await run(argv, options);
  if (status === 0) return stdout;
  throw new Error(
    `${argv.slice(0, 3).join(' ')} … ended with ${status}:\n${stderr.slice(0, 2000)}`,
  );
}

/** A short name for everything that decides a result. */
export function fingerprint(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 32);
}

/** The kept result of this fingerprint, or else that of `produce`, which is then kept. */
export async function kept(name: string, produce: () => Promise<Buffer>): Promise<Buffer> {
  const path = join(ORACLE_FOLDER, 'results', `${name}.gz`);
  if (existsSync(path)) return gunzipSync(readFileSync(path));
  const bytes = await produce();
  mkdirSync(join(ORACLE_FOLDER, 'results'), { recursive: true });
  // Written aside and renamed: an interrupted run leaves no half result.
  writeFileSync(`${path}.${process.pid}`, gzipSync(bytes, { level: 1 }));
  renameSync(`${path}.${process.pid}`, path);
  return bytes;
}

const builds = new Map<string, Promise<string>>();

/**
 * Builds a comparison program from one source file unless that very source was built before.
 * @param command the compiler's arguments; SOURCE and PROGRAM stand for the two paths
 * @throws with the compiler's messages
 */
export function buildProgram(source: string, command: readonly string[]): Promise<string> {
  const program = join(ORACLE_FOLDER, fingerprint(readFileSync(source), ...command));
  // Several units ask at once: the first one builds, the others wait for it.
  const build = builds.get(program) ?? buildOnce(source, program, command);
  builds.set(program, build);
  return build;
}

async function buildOnce(
  source: string,
  program: string,
  command: readonly string[],
): Promise<string> {
  if (existsSync(program)) return program;
  mkdirSync(ORACLE_FOLDER, { recursive: true });
  const partial = `${program}.${process.pid}`;
  const paths: Record<string, string> = { SOURCE: source, PROGRAM: partial };
  await runOk(command.map((word) => paths[word] ?? word));
  renameSync(partial, program);
  return program;
}

/** Calls `work` for each item, at most `limit` at once; results in the order of the items. */
export async function mapLimited<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index] as T);
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return results;
}

/** The lines of JSON text, one object a line. */
export function parseJsonLines<T>(bytes: Buffer): T[] {
  const lines = bytes.toString('utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as T);
}
