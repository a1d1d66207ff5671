/** What was asked for is out of date: an edit came in between, and its own answers follow it. */
export class StaleAnswer extends Error {
  override readonly name = 'StaleAnswer';

  constructor() {
    super('the content was modified');
  }
}
