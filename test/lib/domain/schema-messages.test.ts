import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { messagesIn } from '../../../lib/domain/schema-messages.ts';

const said = (schema: z.ZodMiniType, value: unknown) =>
  (['en', 'vi'] as const).map((language) => {
    const { error } = schema.safeParse(value, { error: messagesIn(language) });
    return error?.issues.map(({ message }) => message).join('; ');
  });

test.each<[z.ZodMiniType, unknown, string, string]>([
  [z.object({ name: z.string() }), {}, 'is required', 'là trường bắt buộc'],
  [z.string(), 7, 'must be text', 'phải là chuỗi ký tự'],
  [z.int(), '7', 'must be a whole number', 'phải là số nguyên'],
  [z.int(), 1.5, 'must be a whole number', 'phải là số nguyên'],
  [z.array(z.int()), {}, 'must be a list', 'phải là danh sách'],
  [z.object({}), [], 'must be an object', 'phải là đối tượng'],
  [z.int().check(z.positive()), 0, 'must be more than 0', 'phải lớn hơn 0'],
  [z.int().check(z.minimum(2)), 1, 'must be at least 2', 'không được nhỏ hơn 2'],
  [z.int().check(z.maximum(2)), 3, 'must be at most 2', 'không được lớn hơn 2'],
  [z.string().check(z.minLength(1)), '', 'must not be empty', 'không được để trống'],
  [z.string().check(z.minLength(3)), 'ab', 'must have at least 3 characters', 'phải có ít nhất 3 ký tự'],
  [z.array(z.int()).check(z.maxLength(1)), [1, 2], 'must have at most 1 items', 'chỉ được có nhiều nhất 1 mục'],
  [z.enum(['phi', 'le-phi']), 'x', 'must be one of phi, le-phi', 'phải là một trong: phi, le-phi'],
  [z.email(), 'x', 'must be an e-mail address', 'phải là địa chỉ email'],
  [z.url(), 'x', 'must be a web address', 'phải là địa chỉ web'],
  [z.never(), 'x', 'is not valid', 'không hợp lệ'],
])('%# a wrong value is told as what it must be', (schema, value, en, vi) => {
  expect(said(schema, value)).toEqual([en, vi]);
});
