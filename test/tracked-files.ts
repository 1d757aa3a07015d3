import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The repository's folder, with a slash at its end. */
export const repository = fileURLToPath(new URL('..', import.meta.url));

/** Every file that is committed or about to be, as a path from the repository's folder. */
export const trackedFiles: readonly string[] = execFileSync(
  'git',
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
  { cwd: repository, encoding: 'utf8' },
)
  .split('\0')
  .filter((path) => path !== '' && statSync(repository + path, { throwIfNoEntry: false })?.isFile());

export function textOf(path: string): string {
  return readFileSync(repository + path, 'utf8');
}

export function syntaxOf(path: string): ts.SourceFile {
  return ts.createSourceFile(path, textOf(path), ts.ScriptTarget.Latest, true);
}

/** Paths that match and are excused from a rule by no reason; an excuse that nothing needs any more is listed too. */
export function withoutExcuse(paths: readonly string[], reasonByPath: Readonly<Record<string, string>>): string[] {
  const unused = Object.keys(reasonByPath).filter((path) => !paths.includes(path));
  return [
    ...paths.filter((path) => !(path in reasonByPath)),
    ...unused.map((path) => `${path}: needs its excuse no more`),
  ];
}
