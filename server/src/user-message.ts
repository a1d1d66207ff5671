/** Something that could not be done, said to the person who asked for it in one line. */
export class UserMessage extends Error {
  override readonly name = 'UserMessage';
}
