import { doReadNumber, ReadingConfig } from 'read-vietnamese-number';

const reading = new ReadingConfig();
reading.unit = ['đồng'];

/**
 * An amount as vouchers write it out: `Một trăm ba mươi lăm nghìn đồng`.
 *
 * @throws RangeError when it is no whole number that is exact
 */
export const amountInWords = (amountVnd: number): string => {
  if (!Number.isSafeInteger(amountVnd)) throw new RangeError(`${amountVnd} is no exact number of đồng`);
  const words = doReadNumber(BigInt(amountVnd), reading);
  return words.charAt(0).toUpperCase() + words.slice(1);
};
