import type { $ZodErrorMap, $ZodRawIssue } from 'zod/v4/core';

/** In which language a caller is told what is wrong. */
export type MessageLanguage = 'en' | 'vi';

type Said = Readonly<Record<MessageLanguage, string>>;

/** What a value must be, by zod's names of types and formats. */
const kinds: Readonly<Record<string, Said>> = {
  string: { en: 'text', vi: 'chuỗi ký tự' },
  // Every number that anybody gives us is whole.
  number: { en: 'a whole number', vi: 'số nguyên' },
  int: { en: 'a whole number', vi: 'số nguyên' },
  safeint: { en: 'a whole number', vi: 'số nguyên' },
  boolean: { en: 'true or false', vi: 'true hoặc false' },
  array: { en: 'a list', vi: 'danh sách' },
  object: { en: 'an object', vi: 'đối tượng' },
  record: { en: 'an object', vi: 'đối tượng' },
  email: { en: 'an e-mail address', vi: 'địa chỉ email' },
  url: { en: 'a web address', vi: 'địa chỉ web' },
  datetime: { en: 'a time such as 2026-11-21T09:30:00+07:00', vi: 'thời điểm, ví dụ 2026-11-21T09:30:00+07:00' },
};

const notValid: Said = { en: 'is not valid', vi: 'không hợp lệ' };

const mustBe = (kind: string): Said => {
  const said = kinds[kind];
  return said ? { en: `must be ${said.en}`, vi: `phải là ${said.vi}` } : notValid;
};

const sizeOf: Readonly<Record<string, Said>> = {
  string: { en: 'characters', vi: 'ký tự' },
  array: { en: 'items', vi: 'mục' },
};

const tooSmall = (origin: string, minimum: string, inclusive: boolean): Said => {
  const size = sizeOf[origin];
  if (!inclusive) return { en: `must be more than ${minimum}`, vi: `phải lớn hơn ${minimum}` };
  if (!size) return { en: `must be at least ${minimum}`, vi: `không được nhỏ hơn ${minimum}` };
  if (minimum === '1') return { en: 'must not be empty', vi: 'không được để trống' };
  return { en: `must have at least ${minimum} ${size.en}`, vi: `phải có ít nhất ${minimum} ${size.vi}` };
};

const tooBig = (origin: string, maximum: string): Said => {
  const size = sizeOf[origin];
  if (!size) return { en: `must be at most ${maximum}`, vi: `không được lớn hơn ${maximum}` };
  return { en: `must have at most ${maximum} ${size.en}`, vi: `chỉ được có nhiều nhất ${maximum} ${size.vi}` };
};

const say = (issue: $ZodRawIssue): Said => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? { en: 'is required', vi: 'là trường bắt buộc' } : mustBe(issue.expected);
    case 'invalid_format':
      return mustBe(issue.format);
    case 'too_small':
      return tooSmall(issue.origin, String(issue.minimum), issue.inclusive !== false);
    case 'too_big':
      return tooBig(issue.origin, String(issue.maximum));
    case 'invalid_value':
      return { en: `must be one of ${issue.values.join(', ')}`, vi: `phải là một trong: ${issue.values.join(', ')}` };
    default:
      return notValid;
  }
};

/** What zod's own checks say to a caller, in a sentence that follows the name of the field. */
export const messagesIn =
  (language: MessageLanguage): $ZodErrorMap =>
  (issue) =>
    say(issue)[language];
