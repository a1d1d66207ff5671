import { isSoak, seedNumber, shareOf } from '../soak/share.ts';

const SUITE = 'reliability';

/**
 * How many cases this run takes: an environment variable says it, else a full run takes `full` (its share
 * of them) and every other run `usual`. Printed with the seed, so that a failure can be repeated.
 */
export function amountOf(variable: string, usual: number, full: number): number {
  const asked = Number(process.env[variable]);
  const { parts } = shareOf(SUITE, 1);
  const amount = asked > 0 ? asked : isSoak(SUITE) ? Math.ceil(full / parts) : usual;
  console.log(`      ${variable}=${amount} PTDESC_SEED_NUMBER=${seedOf()}`);
  return amount;
}

/** What everything random in this run follows from. */
export function seedOf(): number {
  const asked = process.env.PTDESC_SEED_NUMBER;
  return asked === undefined ? seedNumber(SUITE) + shareOf(SUITE, 1).part : Number(asked);
}
