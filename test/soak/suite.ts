/** A suite too large for every run: CI takes a share of it, `npm run soak -- SUITE` all. */
export interface SoakSuite {
  /** One sentence: what the whole of it covers. */
  readonly about: string;
  /** Its mocha files, from the repository's root. */
  readonly tests: readonly string[];
  /** Only the tests whose title matches. */
  readonly grep?: string;
  /** What the full run sets besides: larger counts of what is made at random. */
  readonly environment?: Readonly<Record<string, string>>;
}
