import type { CallbackWord, NoticeWord } from '../../../lib/domain/notice.ts';
import type { Notice } from '../banks/bank.ts';
import type { Books } from '../books.ts';
import { must } from '../violation.ts';

/** What Lephi has answered to the bank's callbacks. */
export type Answers = {
  /** Movements that it has confirmed as paid. */
  readonly confirmed: Set<string>;
  /** The word that it gave last to each message, by its bytes. */
  readonly words: Map<string, NoticeWord>;
};

export const makeAnswers = (): Answers => ({ confirmed: new Set(), words: new Map() });

/** What the very same bytes may hear next: the same again, but "already confirmed" once they were accepted. */
const wordsAfter: Record<NoticeWord, readonly NoticeWord[]> = {
  accepted: ['already-confirmed'],
  'already-confirmed': ['already-confirmed'],
  'order-not-found': ['order-not-found'],
  'wrong-amount': ['wrong-amount'],
};

/**
 * Promises 2 and 3, as the bank sees them: what was answered with more than "bad signature" and "try again" is stored,
 * and the same message is given the same answer.
 */
export const checkAnswer = (
  { books, answers }: { readonly books: Books; readonly answers: Answers },
  { movementKey, raw, said }: Notice,
  word: CallbackWord,
): void => {
  if (word === 'bad-signature' || word === 'try-again') return;
  const known = books.movements.get(movementKey);
  const isStored = known !== undefined && (known.said.has(said) || known.raws.has(raw));
  must(isStored, movementKey, `answered ${word}, and "${said}" is stored`);
  const before = answers.words.get(raw);
  // A doubt that comes again after a failure may be a new one: it is taken up again.
  const isSame = before === undefined || wordsAfter[before].includes(word) || said.startsWith('in-doubt');
  must(isSame, movementKey, `"${said}" is answered ${before ?? ''}, then ${word}`);
  answers.words.set(raw, word);
  if (said.startsWith('paid')) answers.confirmed.add(movementKey);
};
