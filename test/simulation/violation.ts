/** A promise that was broken, and what it was about: an order's id, a movement's key, a dossier. */
export class Violation extends Error {
  readonly subject: string;

  constructor(subject: string, message: string) {
    super(message);
    this.name = 'Violation';
    this.subject = subject;
  }
}

/** @throws Violation when something that must hold does not */
export const must = (holds: boolean, subject: string, promise: string): void => {
  if (!holds) throw new Violation(subject, promise);
};
