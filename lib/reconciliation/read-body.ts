import { type Result, resultSchema } from '../domain/result.ts';

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

/** The results of a report body, in its order: each line but the first is one. */
export const readBody = async function* (bytes: AsyncIterable<Uint8Array>): AsyncIterable<ReadResult> {
  let isHeader = true;
  for await (const line of eachLine(bytes)) {
    if (!isHeader) yield { result: resultSchema.parse(JSON.parse(line)), characters: line.length };
    isHeader = false;
  }
};
