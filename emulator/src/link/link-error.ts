/** A program that cannot be put together; the message is one line for people. */
export class LinkError extends Error {
  override readonly name = 'LinkError';
}
