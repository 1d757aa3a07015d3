import * as z from 'zod';
import { CannotStart } from '../cannot-start.ts';

/** What the names inside one stack's template stand for. Each throws when there is no such name. */
export type Names = {
  ref: (name: string) => string;
  attribute: (resource: string, attribute: string) => string;
  importValue: (exportName: string) => string;
};

const strings = z.array(z.string());
const attributePath = z.union([
  z.tuple([z.string(), z.string()]),
  z.string().transform((path): [string, string] => {
    const dot = path.indexOf('.');
    return [path.slice(0, dot), path.slice(dot + 1)];
  }),
]);
const substitution = z.union([
  z.tuple([z.string(), z.record(z.string(), z.string())]),
  z.string().transform((text): [string, Record<string, string>] => [text, {}]),
]);

/** CloudFormation's functions that Lephi's templates use. Their arguments are resolved already. */
const intrinsics: Record<string, (argument: unknown, names: Names) => unknown> = {
  Ref: (argument, names) => names.ref(z.string().parse(argument)),
  'Fn::GetAtt': (argument, names) => names.attribute(...attributePath.parse(argument)),
  'Fn::ImportValue': (argument, names) => names.importValue(z.string().parse(argument)),
  'Fn::Join': (argument) => {
    const [separator, parts] = z.tuple([z.string(), strings]).parse(argument);
    return parts.join(separator);
  },
  'Fn::Split': (argument) => {
    const [separator, text] = z.tuple([z.string(), z.string()]).parse(argument);
    return text.split(separator);
  },
  'Fn::Select': (argument) => {
    const [index, list] = z.tuple([z.coerce.number().int(), strings]).parse(argument);
    return list[index];
  },
  'Fn::Sub': (argument, names) => {
    const [text, variables] = substitution.parse(argument);
    return text.replaceAll(/\$\{(!?)([^}]+)\}/g, (whole: string, literal: string, name: string) => {
      if (literal === '!') return `\${${name}}`;
      return variables[name] ?? (name.includes('.') ? names.attribute(...attributePath.parse(name)) : names.ref(name));
    });
  },
};

/** The value with every intrinsic function in it replaced by what it stands for. */
export function resolveIntrinsics(value: unknown, names: Names): unknown {
  if (Array.isArray(value)) return value.map((item) => resolveIntrinsics(item, names));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, resolveIntrinsics(inner, names)] as const);
  const [first] = entries;
  if (first === undefined || entries.length > 1 || !isIntrinsic(first[0])) return Object.fromEntries(entries);
  const evaluate = intrinsics[first[0]];
  if (evaluate === undefined) {
    throw new CannotStart(`The template uses ${first[0]}, which the local runner does not know.`);
  }
  return evaluate(first[1], names);
}

function isIntrinsic(key: string): boolean {
  return key === 'Ref' || key === 'Condition' || key.startsWith('Fn::');
}
