import type { Chance } from '../chance.ts';

/** Texts of transfers, as payers, their apps and their banks write them. */

const spaced = (code: string): string => code.replace(/^(..)(...)(...)(...)(.)$/, '$1 $2 $3 $4$5');

/** What people and fonts take for one another. */
const misread = (code: string): string => code.slice(0, 2) + code.slice(2).replaceAll('0', 'O').replaceAll('1', 'l');

const writtenAs: readonly ((code: string) => string)[] = [
  (code) => code,
  (code) => code,
  (code) => code.toLowerCase(),
  spaced,
  (code) => spaced(code).toLowerCase(),
  (code) => code.replace(/^(.{6})/, '$1-'),
  misread,
];

const putInto: readonly ((code: string) => string)[] = [
  (code) => code,
  (code) => `${code} nộp lệ phí hồ sơ`,
  (code) => `MBVCB.3278907687.${code}.CT tu 0123456789 NGUYEN VAN A toi 0011004123456`,
  (code) => `IBFT ${code}GD 432819-112126`,
  (code) => `CT DEN:612345678901 ${code}`,
  (code) => `Thanh toan ${code} cho be Anh`,
];

/** A text in which the code can be found. */
export const writeText = (code: string, chance: Chance): string => chance.pick(putInto)(chance.pick(writtenAs)(code));

const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code with one symbol that is another: it is nobody's. */
export const mistype = (code: string, chance: Chance): string => {
  const at = chance.oneIn(2) ? code.length - 1 : chance.int(2, code.length - 1);
  const others = symbols.split('').filter((symbol) => symbol !== code[at]);
  return code.slice(0, at) + chance.pick(others) + code.slice(at + 1);
};

/** A text that names nothing. */
export const writeNothing = (chance: Chance): string =>
  chance.pick(['', 'nop le phi', 'NGUYEN VAN A chuyen tien', 'Chuyển khoản nhanh 24/7 FT26325000123']);
