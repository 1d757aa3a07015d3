/** Why Lephi cannot start here, in one line that says what to do. It is printed without a stack, and the exit code is 1. */
export class CannotStart extends Error {
  override name = 'CannotStart';
}
