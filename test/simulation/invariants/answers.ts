import type { NoticeWord } from '../../../lib/domain/notice.ts';
import type { Answer, Notice } from '../banks/bank.ts';
import type { Books, MovementBook } from '../books.ts';
import { must } from '../violation.ts';

/** A word, and when it was heard. */
type Heard = { readonly word: NoticeWord; readonly heardAtMs: number };

/** What Lephi has answered to the bank's callbacks. */
export type Answers = {
  /** Movements that it has confirmed as paid. */
  readonly confirmed: Set<string>;
  /** The word that it gave last to each message, by its bytes, and when. */
  readonly words: Map<string, Heard>;
};

export const makeAnswers = (): Answers => ({ confirmed: new Set(), words: new Map() });

/** What the very same bytes may hear next: the same again, but "already confirmed" once they were accepted. */
const wordsAfter: Record<NoticeWord, readonly NoticeWord[]> = {
  accepted: ['already-confirmed'],
  'already-confirmed': ['already-confirmed'],
  'order-not-found': ['order-not-found'],
  'wrong-amount': ['wrong-amount'],
};

/** Whether the very bytes may hear this after what they heard before. */
const mayFollow = (
  before: Heard,
  word: NoticeWord,
  { said, askedAtMs }: { said: string; askedAtMs: number },
): boolean => {
  // A doubt that comes again after a failure may be a new one: it is taken up again.
  if (wordsAfter[before.word].includes(word) || said.startsWith('in-doubt')) return true;
  // Of two copies at once the one that was taken may be answered after the other.
  return askedAtMs <= before.heardAtMs && wordsAfter[word].includes(before.word);
};

const isStored = (known: MovementBook | undefined, raw: string, said: string): boolean =>
  known !== undefined && (known.said.has(said) || known.raws.has(raw));

/**
 * Promises 2 and 3, as the bank sees them: what was answered with more than "bad signature" and "try again" is stored,
 * and the same message is given the same answer.
 */
export const checkAnswer = (
  { books, answers, nowMs }: { readonly books: Books; readonly answers: Answers; readonly nowMs: number },
  { movementKey, raw, said }: Notice,
  { word, askedAtMs }: Answer,
): void => {
  if (word === 'bad-signature' || word === 'try-again') return;
  must(isStored(books.movements.get(movementKey), raw, said), movementKey, `answered ${word}, and "${said}" is stored`);
  const before = answers.words.get(raw);
  const isSame = before === undefined || mayFollow(before, word, { said, askedAtMs });
  must(isSame, movementKey, `"${said}" is answered ${before?.word ?? ''}, then ${word}`);
  const last = word === 'accepted' ? (before?.word ?? word) : word;
  answers.words.set(raw, { word: last, heardAtMs: nowMs });
  if (said.startsWith('paid')) answers.confirmed.add(movementKey);
};
