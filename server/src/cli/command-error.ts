/** Something that could not be done: one clear line for stderr; the program ends with status 2. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
