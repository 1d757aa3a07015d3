import { type Result, type ResultClass, resultSchema } from '../domain/result.ts';

/** A result of a report, with the length of its line. */
export type ReadResult = { readonly result: Result; readonly characters: number };

/** The lines of a text in pieces, without their ends. */
const eachLine = async function* (bytes: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const piece of bytes) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
};

/**
 * The results of a report body, in its order: each line but the first is one.
 *
 * @param mark what the lines of all results that are wanted say somewhere; others may say it too, and are given as well
 */
export const readBody = async function* (bytes: AsyncIterable<Uint8Array>, mark = ''): AsyncIterable<ReadResult> {
  let isHeader = true;
  for await (const line of eachLine(bytes)) {
    if (!isHeader && line.includes(mark))
      yield { result: resultSchema.parse(JSON.parse(line)), characters: line.length };
    isHeader = false;
  }
};

/** What the lines of open results say. */
export const openMark = '"open":true';

/** What the lines of a class of results say. */
export const markOf = (found: ResultClass): string => `"class":"${found}"`;
