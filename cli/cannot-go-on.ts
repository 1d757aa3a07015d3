/** Why a command cannot do its work here, or what it found that must not be: a line that says what to do or where to look. */
export class CannotGoOn extends Error {
  override name = 'CannotGoOn';
  readonly code: string;

  constructor(message: string, code = 'cannot-go-on') {
    super(message);
    this.code = code;
  }
}
