/** What VS Code's own command line says, as far as a test run uses it. */
export interface LaunchFlags {
  /** The folder to open. */
  readonly folder: string | undefined;
  readonly developmentPaths: readonly string[];
  readonly testsPath: string | undefined;
  readonly isTrusted: boolean;
}

/**
 * Reads VS Code's flags. Those that only make sense for the desktop build (sandbox, updates,
 * welcome page, profile folders) change nothing on the server build and are passed over.
 */
export function parseFlags(args: readonly string[]): LaunchFlags {
  const values = (name: string) =>
    args
      .filter((argument) => argument.startsWith(`--${name}=`))
      .map((argument) => argument.slice(name.length + 3));
  return {
    folder: args.find((argument) => !argument.startsWith('-')),
    developmentPaths: values('extensionDevelopmentPath'),
    testsPath: values('extensionTestsPath').at(-1),
    isTrusted: args.includes('--disable-workspace-trust'),
  };
}
