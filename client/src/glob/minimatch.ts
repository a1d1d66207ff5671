/**
 * Stands in for the package minimatch inside vscode-languageclient, of which it uses one class.
 * The matching is picomatch's, whose licence goes with ours.
 */
import picomatch from 'picomatch';

/** The options of minimatch that the language client passes. */
interface GlobOptions {
  readonly nocase?: boolean;
  readonly noext?: boolean;
}

/** A glob that paths with forward slashes can be matched against. */
export class Minimatch {
  readonly #pattern: string;
  readonly #options: picomatch.PicomatchOptions;

  constructor(pattern: string, options: GlobOptions = {}) {
    this.#pattern = pattern;
    this.#options = { nocase: options.nocase ?? false, noextglob: options.noext ?? false };
  }

  /** The glob as a regular expression; false when it is none, as minimatch answers. */
  makeRe(): RegExp | false {
    try {
      return picomatch.makeRe(this.#pattern, this.#options);
    } catch {
      return false;
    }
  }

  match(path: string): boolean {
    return picomatch.isMatch(path, this.#pattern, this.#options);
  }
}
