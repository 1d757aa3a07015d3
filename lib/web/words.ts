import type { Locale } from '../domain/order-details.ts';
import { wordsEn } from './words-en.ts';
import { wordsVi } from './words-vi.ts';

/** Every word of the pages. The Vietnamese ones come first and say which there are. */
export type Words = typeof wordsVi;

/** The pages' words in each language. */
export const words: Readonly<Record<Locale, Words>> = { vi: wordsVi, en: wordsEn };

/** What can go wrong before there is a page about an order. */
export type CitizenProblem = keyof Words['problems'];
