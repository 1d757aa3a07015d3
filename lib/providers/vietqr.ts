import type { AmountVnd } from '../domain/money.ts';

/** What a VietQR says: the account, and the exact amount and text of one transfer into it. */
type VietQr = {
  /** The bank's six-digit BIN at NAPAS. */
  readonly bankBin: string;
  readonly accountNumber: string;
  readonly amountVnd: AmountVnd;
  /** What the transfer is to say, as its bill number and as its purpose: at most 25 letters and digits. */
  readonly code: string;
};

/** One field: two digits of id, two of length, the value. Everything that is written here is ASCII, so characters are bytes. */
const field = (id: string, value: string): string => {
  if (value.length < 1 || value.length > 99) throw new RangeError(`field ${id} of a QR code is not 1 to 99 characters`);
  return `${id}${String(value.length).padStart(2, '0')}${value}`;
};

/** CRC-16/CCITT-FALSE: polynomial 0x1021, from 0xFFFF, nothing reflected. */
const crc16 = (text: string): number =>
  Buffer.from(text).reduce((crc, byte) => {
    let next = crc ^ (byte << 8);
    for (let bit = 0; bit < 8; bit += 1) next = ((next << 1) ^ (next & 0x8000 ? 0x1021 : 0)) & 0xffff;
    return next;
  }, 0xffff);

const guid = 'A000000727';
const toAccount = 'QRIBFTTA';
const usedOnce = '12';
const vnd = '704';
const checksumStart = '6304';

/**
 * The text of a VietQR code for one transfer to an account: EMVCo's form for what a merchant shows, as NAPAS uses it.
 *
 * @throws RangeError when a value does not fit into its field
 * @see NAPAS, VietQR code for fast transfers (IBFT), 1.5.2
 */
export const toVietQr = ({ bankBin, accountNumber, amountVnd, code }: VietQr): string => {
  const beneficiary = field('00', bankBin) + field('01', accountNumber);
  const text = [
    field('00', '01'),
    field('01', usedOnce),
    field('38', field('00', guid) + field('01', beneficiary) + field('02', toAccount)),
    field('53', vnd),
    field('54', String(amountVnd)),
    field('58', 'VN'),
    field('62', field('01', code) + field('08', code)),
    checksumStart,
  ].join('');
  return text + crc16(text).toString(16).toUpperCase().padStart(4, '0');
};
