/** What a compiler's command line says to the preprocessor. Paths are as the command line has them. */
export interface PreprocessorOptions {
  /** The compiler's predefined macros: lines of #define. They count as the file `<built-in>`. */
  readonly predefined: string;
  /** -D and -U: lines of #define and #undef. They count as the file `<command-line>`. */
  readonly commandLine: string;
  /** -include: read before the main file. */
  readonly forcedIncludes: readonly string[];
  /** -iquote: searched for "…" only. */
  readonly quotePaths: readonly string[];
  /** -I */
  readonly includePaths: readonly string[];
  /** -isystem, -idirafter and the compiler's own. */
  readonly systemPaths: readonly string[];
  /** __FILE__ for a path, as the compiler would open it. */
  readonly displayPath?: (path: string) => string;
  /** `machine(x86_64)`: what is asserted before the first line. */
  readonly assertions?: readonly string[];
  /** `Mmm dd yyyy` and `hh:mm:ss`, for __DATE__ and __TIME__: a constant, so that runs are alike. */
  readonly date?: string;
  readonly time?: string;
  /** __has_attribute and, with a scope or for C2x, __has_c_attribute: the number to answer. */
  readonly hasAttribute?: (name: string, scope: string | undefined) => number;
  readonly hasBuiltin?: (name: string) => boolean;
  /** __LINE__ in an invocation over several lines is the last line, as in clang; gcc says the first. */
  readonly lineOfExpansionEnd?: boolean;
  /** __has_feature and __has_extension, which only clang has. */
  readonly hasFeature?: (name: string) => boolean;
  /**
   * Bodies of functions in files that are not the main one are passed over where that is safe: the
   * output has their braces, and expandBody() gives the rest on demand. Not what `gcc -E` prints.
   */
  readonly deferBodies?: boolean;
  /**
   * Locations of the `#` of branches (#if, #elif, #else) that are read whatever their condition says,
   * in place of the branch that the condition would choose: what the code would be.
   */
  readonly forcedBranches?: ReadonlySet<number>;
  /** How many tokens the unit has, about: there is room for them from the beginning. */
  readonly expectedTokens?: number;
  /** Plain char is unsigned (-funsigned-char, or the machine's habit). */
  readonly unsignedChar?: boolean;
  /** The width of wchar_t in bits (16 with -fshort-wchar), and whether it is unsigned. */
  readonly wcharBits?: number;
  readonly wcharUnsigned?: boolean;
}

/** Options that define nothing and search nowhere, for a short text. */
export const bareOptions: PreprocessorOptions = {
  predefined: '',
  commandLine: '',
  forcedIncludes: [],
  quotePaths: [],
  includePaths: [],
  systemPaths: [],
  expectedTokens: 1 << 10,
};
