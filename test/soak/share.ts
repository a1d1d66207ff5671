import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { repositoryRoot } from '../repository/repository-root.ts';

/** Of `parts` equal parts the `part`-th, counted from 1. */
export interface Share {
  readonly part: number;
  readonly parts: number;
}

/** Reads `n/m`. */
export function parseShare(text: string): Share | undefined {
  const [, part = '0', parts = '0'] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const share = { part: Number(part), parts: Number(parts) };
  return share.part >= 1 && share.part <= share.parts ? share : undefined;
}

/** True in the run that `npm run soak -- SUITE` starts for this suite, whatever share it asks for. */
export function isSoak(suite: string): boolean {
  return process.env.PTDESC_SOAK === suite;
}

/** What this run takes of a suite: the share that soak was asked for, else one part of the usual ones. */
export function shareOf(suite: string, usualParts: number): Share {
  const asked = isSoak(suite) ? (process.env.PTDESC_SHARE ?? '1/1') : `1/${usualParts}`;
  const share = parseShare(asked);
  if (!share) throw new Error(`PTDESC_SHARE is ${asked}; a share is n/m with n from 1 to m`);
  return share;
}

/** What the choice follows from: the commit, so that each tries other cases and can be repeated. */
function commitSeed(): string {
  if (process.env.PTDESC_SEED !== undefined) return process.env.PTDESC_SEED;
  try {
    const options = { cwd: repositoryRoot, encoding: 'utf8', stdio: 'pipe' } as const;
    return execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], options).trim();
  } catch {
    return 'no-commit';
  }
}

/** A number from the commit's seed, for what makes its cases at random. */
export function seedNumber(suite: string): number {
  return Number.parseInt(digest(`${commitSeed()} ${suite}`).slice(0, 7), 16);
}

/** The cases of a share, in their own order: every case is in exactly one of the parts. */
export function casesOfShare(
  cases: readonly string[],
  { part, parts }: Share,
  seed: string,
): string[] {
  const shuffled = [...cases].sort((a, b) => (digest(seed + a) < digest(seed + b) ? -1 : 1));
  const chosen = new Set(shuffled.filter((_, i) => i % parts === part - 1));
  return cases.filter((each) => chosen.has(each));
}

/**
 * The cases of a suite that this run takes, by their names; they are printed, so that a failure can
 * be repeated: `npm run soak -- SUITE --share n/m --seed COMMIT`.
 */
export function sampleOf(suite: string, cases: readonly string[], usualParts: number): string[] {
  const share = shareOf(suite, usualParts);
  const seed = commitSeed();
  const chosen = casesOfShare(cases, share, seed);
  const which = `${share.part}/${share.parts}${share.parts === 1 ? '' : ` of commit ${seed}`}`;
  console.log(`      ${suite} ${which}: ${chosen.length} of ${cases.length}`);
  if (share.parts > 1) console.log(`      ${chosen.join(' ')}`);
  return chosen;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
