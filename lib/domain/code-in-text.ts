import type * as z from 'zod/mini';

/** A kind of code that people write into transfers: two letters and ten symbols, the last of which checks the others. */
type CodeKind<Code> = { readonly letters: string; readonly schema: z.ZodMiniType<Code> };

const symbolsInCode = 10;

/** What people, apps and banks put into a code or take out of it. */
const gap = String.raw`[\s._-]{0,3}`;

/** A text in capital letters, without the marks over and under letters. */
const toPlain = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase().replaceAll('Đ', 'D');

/** Each place of a text where something stands that could be a code: places may overlap. */
const places = (letters: string): RegExp =>
  new RegExp(`(?=(?<code>${[...letters].join(gap)}(?:${gap}[0-9A-Z]){${symbolsInCode}}))`, 'g');

/** Symbols as they were meant: O is 0, I and L are 1. */
const toSymbols = (typed: string): string => typed.replaceAll('O', '0').replaceAll(/[IL]/g, '1');

type Found<Code> = { readonly code: Code; readonly alone: boolean };

const standsAlone = (text: string, start: number, end: number): boolean =>
  !/[0-9A-Z]/.test(text.slice(Math.max(0, start - 1), start) + text.slice(end, end + 1));

const findAll = <Code>(text: string, { letters, schema }: CodeKind<Code>): readonly Found<Code>[] =>
  [...text.matchAll(places(letters))].flatMap(({ index, groups }) => {
    const written = groups?.code ?? '';
    const symbols = written.replaceAll(/[^0-9A-Z]/g, '').slice(letters.length);
    const { success, data } = schema.safeParse(letters + toSymbols(symbols));
    return success ? [{ code: data, alone: standsAlone(text, index, index + written.length) }] : [];
  });

const onlyOne = <Code>(codes: readonly Code[]): Code | undefined => (new Set(codes).size === 1 ? codes[0] : undefined);

/**
 * The code in the free text of a transfer, however banks and people wrote it: in either case, with other text glued to it,
 * with spaces, hyphens or dots lost or added, O for 0, I or L for 1. Nothing when there is none, or when there are several
 * and not exactly one that stands alone. A mistyped code is none: its check symbol is wrong.
 */
export const findCodeInText = <Code>(text: string, kind: CodeKind<Code>): Code | undefined => {
  const found = findAll(toPlain(text), kind);
  const alone = found.filter((one) => one.alone);
  return onlyOne(found.map(({ code }) => code)) ?? onlyOne(alone.map(({ code }) => code));
};

/** What a character is to somebody who looks for codes: nothing, no part of any, or not to be told by itself. */
const [passedOver, noSymbol, unknown] = [0, 1, 2];

/** Beyond these characters, which hold all letters of Vietnamese, nobody looks. */
const tableEnd = 0x1f00;

function symbolOf(code: number): number {
  const plain = toSymbols(toPlain(String.fromCharCode(code)));
  if (/^[\s._-]*$/.test(plain)) return passedOver;
  if (plain.length > 1) return unknown;
  return /[0-9A-Z]/.test(plain) ? plain.charCodeAt(0) : noSymbol;
}

let table: Uint8Array | undefined;

const charactersInCode = 2 + symbolsInCode;

/**
 * Tells of a text that it holds none of some codes, a hundred times as quickly as {@link findCodeInText}, which must tell of
 * all other texts.
 */
export function makeCodeFilter(codes: Iterable<string>): (text: string) => boolean {
  const wanted = new Set(Array.from(codes, toSymbols));
  const beginnings = new Set(Array.from(wanted, (code) => code.slice(0, 2)));
  return (text) => {
    if (text.length < charactersInCode || wanted.size === 0) return false;
    const symbols = readSymbols(text);
    if (symbols === undefined) return true;
    for (let at = 0; at + charactersInCode <= symbols.length; at += 1)
      if (beginnings.has(symbols.slice(at, at + 2)) && wanted.has(symbols.slice(at, at + charactersInCode)))
        return true;
    return false;
  };
}

/** What of a text could be of a code, a space where something is not; nothing when that cannot be told. */
function readSymbols(text: string): string | undefined {
  table ??= Uint8Array.from({ length: tableEnd }, (_, code) => symbolOf(code));
  let symbols = '';
  for (let index = 0; index < text.length; index += 1) {
    const symbol = table[text.charCodeAt(index)] ?? unknown;
    if (symbol === unknown) return undefined;
    if (symbol !== passedOver) symbols += symbol === noSymbol ? ' ' : String.fromCharCode(symbol);
  }
  return symbols;
}
