import { expect, test } from 'vitest';
import { webAddressSchema } from '../../../lib/providers/web-address.ts';

test.each([
  'https://my.sepay.vn/userapi/transactions/list',
  'http://127.0.0.1:4001/list',
  'http://[::1]/',
  'http://localhost/',
])('%s is the address of a page or an API', (address) => {
  expect(webAddressSchema.parse(address)).toBe(address);
});

test.each([
  'http://my.sepay.vn/list',
  'ftp://my.sepay.vn/list',
  'my.sepay.vn',
  '',
  'https://my.sepay.vn/list?limit=1',
  'https://my.sepay.vn/list#a',
  'https://user@my.sepay.vn/list',
  'http://localhost.evil.example/',
])('%s is none', (address) => {
  expect(webAddressSchema.safeParse(address).success).toBe(false);
});
