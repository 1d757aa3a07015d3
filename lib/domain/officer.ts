import * as z from 'zod/mini';

/**
 * A person at the desk. The subject is the issuer's own stable name of the person and alone tells two apart; the name is
 * for people to read.
 */
export const officerSchema = z.object({
  subject: z.string().check(z.minLength(1), z.maxLength(512)),
  name: z.string().check(z.maxLength(255)),
});

export type Officer = z.infer<typeof officerSchema>;

/** An officer's subject in the one form in which subjects are compared and kept keys by. */
export const subjectOf = ({ subject }: Officer): string => subject.normalize('NFC').trim();

/** Whether two credentials are one person's, under whatever name. */
export const isSameOfficer = (one: Officer, other: Officer): boolean => subjectOf(one) === subjectOf(other);
