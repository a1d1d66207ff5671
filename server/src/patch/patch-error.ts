/** A patch that cannot be read or does not apply; the message is one line for people. */
export class PatchError extends Error {
  override readonly name = 'PatchError';
}
