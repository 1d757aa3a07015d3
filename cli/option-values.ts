import { InvalidArgumentError } from 'commander';
import { vietnamDaySchema } from '../lib/domain/time.ts';

/** Reads each use of an option that can be given several times. */
export const collect =
  <T>(read: (text: string) => T) =>
  (text: string, before: readonly T[] = []): readonly T[] => [...before, read(text)];

export const asText = (text: string): string => text;

type Account = { readonly bankCode: string; readonly accountNumber: string };

/** `970436:0011004123456`; whether these are codes and numbers is for the use case to say. */
export function readAccount(text: string): Account {
  const [bankCode, accountNumber, ...rest] = text.split(':');
  if (!bankCode || !accountNumber || rest.length > 0)
    throw new InvalidArgumentError('It is written BANK:NUMBER, such as 970436:0011004123456.');
  return { bankCode, accountNumber };
}

/** `970436:0011004123456:Kho bạc Nhà nước`; the name may have colons. */
export function readNamedAccount(text: string): Account & { readonly name: string } {
  const [bankCode, accountNumber, ...name] = text.split(':');
  if (!bankCode || !accountNumber || name.length === 0)
    throw new InvalidArgumentError('It is written BANK:NUMBER:NAME, such as "970436:0011004123456:Kho bạc Nhà nước".');
  return { bankCode, accountNumber, name: name.join(':') };
}

/** `tmnCode=LEPHIDEM`; nothing behind the sign takes the value away. */
export function readAssignment(text: string): { readonly name: string; readonly value: string | undefined } {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError('It is written NAME=VALUE, such as tmnCode=LEPHIDEM.');
  return { name, value: value === '' ? undefined : value };
}

/** A number that counts from 1. */
export function readCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It is a number, 1 or more.');
  return Number(text);
}

/** A day of Viet Nam. */
export function readDay(text: string): string {
  if (!vietnamDaySchema.safeParse(text).success) throw new InvalidArgumentError('It is a day, such as 2026-11-24.');
  return text;
}
