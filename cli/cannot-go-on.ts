/** Why a command cannot do its work here, in one line that says what to do. */
export class CannotGoOn extends Error {
  override name = 'CannotGoOn';
}
