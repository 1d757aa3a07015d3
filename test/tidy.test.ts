import { homedir } from 'node:os';
import { basename, dirname } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { repository, syntaxOf, textOf, trackedFiles, withoutExcuse } from './tracked-files.ts';

const written = trackedFiles.filter((path) => path !== 'package-lock.json' && !path.startsWith('bench/results/'));
const texts = written.filter((path) => !/\.(png|ico|woff2?|jar|gz)$/.test(path));
const sources = texts.filter((path) => /\.(ts|js|mjs|css)$/.test(path));

/** Where a rule is broken, as `path:line`, so that an editor can jump there. */
function linesMatching(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    textOf(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
  );
}

function lineCount(path: string): number {
  return textOf(path).split('\n').length - 1;
}

function longerThan(lines: number, paths: readonly string[]): string[] {
  return paths.filter((path) => lineCount(path) > lines);
}

/** Types, names and schemas alone do nothing that a test could see. */
function hasBehaviour(path: string): boolean {
  const isFunction = (node: ts.Node): boolean =>
    (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) ||
    (ts.forEachChild(node, (child) => isFunction(child) || undefined) ?? false);
  return isFunction(syntaxOf(path));
}

describe('names', () => {
  test('files and folders are in kebab-case', () => {
    const namedByOthers = /^(README|CHANGELOG|LICENSE|NOTICE)(\.md)?$/;
    const kebab = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
    const parts = written.flatMap((path) => path.split('/'));

    expect([...new Set(parts)].filter((part) => !kebab.test(part) && !namedByOthers.test(part))).toEqual([]);
  });

  test('no file and no folder is named after a kind of code', () => {
    const kinds = 'utils? helpers? types? services? dtos? interfaces? constants? commons? shared misc index'.split(' ');
    const kind = new RegExp(`(^|/)([a-z-]+-)?(${kinds.join('|')})(/|\\.(ts|js|mjs)$)`);

    expect(sources.filter((path) => kind.test(path))).toEqual([]);
  });
});

describe('sizes', () => {
  test('no source has more than 300 lines', () => {
    expect(longerThan(300, sources)).toEqual([]);
  });

  test('a decision is told in 60 lines', () => {
    expect(
      longerThan(
        60,
        written.filter((path) => path.startsWith('docs/adr/')),
      ),
    ).toEqual([]);
  });

  test('the architecture is told on one page', () => {
    expect(lineCount('docs/architecture.md')).toBeLessThanOrEqual(80);
  });
});

describe('every part has its counterpart', () => {
  const tested = sources.filter((path) => /^(lib|functions)\/.*\.ts$/.test(path));
  const tests = sources.filter((path) => path.startsWith('test/') && path.endsWith('.test.ts'));

  test('a source of lib/ or functions/ that does something has a test at the same path', () => {
    const alone = tested.filter((path) => !tests.includes(`test/${path.replace(/\.ts$/, '.test.ts')}`));

    expect(alone.filter(hasBehaviour)).toEqual([]);
  });

  test('a test of lib/ or functions/ has a source at the same path', () => {
    const stray: Record<string, string> = {
      'test/lib/time-zone.test.ts': 'shows that each run is in the time zone that it is meant for',
    };
    const mirrored = tests.filter((path) => /^test\/(lib|functions)\//.test(path));
    const alone = mirrored.filter((path) => !tested.includes(path.slice('test/'.length).replace(/\.test\.ts$/, '.ts')));

    expect(withoutExcuse(alone, stray)).toEqual([]);
  });

  test('a function has a sample of the event that wakes it, and a sample has its function', () => {
    const functions = written.flatMap((path) => /^functions\/([^/]+)\.ts$/.exec(path)?.[1] ?? []);
    const samples = written.flatMap((path) => /^events\/([^/.]+)(?:\.[^/]+)?\.json$/.exec(path)?.[1] ?? []);

    expect([...new Set(samples)].sort()).toEqual(functions.sort());
  });

  test('what a file of lib/domain is named for is in the glossary', () => {
    const glossary = textOf('docs/glossary.md').toLowerCase();
    const nouns = written.flatMap((path) => /^lib\/domain\/([a-z]+)/.exec(path)?.[1] ?? []);

    expect(nouns.filter((noun) => !glossary.includes(noun))).toEqual([]);
  });
});

describe('texts', () => {
  test('nothing is left to do', () => {
    const marks = ['TODO', 'FIXME', 'XXX', 'HACK'].map((mark) => `\\b${mark}\\b`);
    const others = texts.filter((path) => path !== 'test/tidy.test.ts');

    expect(linesMatching(others, new RegExp(marks.join('|')))).toEqual([]);
  });

  test('nothing names a folder of the machine that wrote it', () => {
    const here = [repository, `${homedir()}/`].filter((folder) => folder !== '//').map(RegExp.escape);
    const machines = new RegExp(`(?<![\\w.])(${here.join('|')}|/(home|Users)/[a-z])`);

    expect(linesMatching(texts, machines)).toEqual([]);
  });

  test('nothing names a registry, so that each reader uses its own', () => {
    const configured = process.env.npm_config_registry ?? '';
    const hosts = ['registry', ...(URL.canParse(configured) ? [new URL(configured).host] : [])].map(RegExp.escape);

    expect(linesMatching([...texts, 'package-lock.json'], new RegExp(`//(${hosts.join('|')})[.:/]`))).toEqual([]);
  });

  test('nothing leans on the number of an issue', () => {
    expect(linesMatching(texts, /\b(issue|fixes|closes)\s+#?\d/i)).toEqual([]);
  });

  test('a link from one document leads to a file that is there', () => {
    const documents = written.filter((path) => path.endsWith('.md'));
    const broken = documents.flatMap((path) =>
      [...textOf(path).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
        .map(([, target]) => new URL(target ?? '', `file:///${dirname(path)}/`).pathname.slice(1).replace(/\/$/, ''))
        .filter((target) => !written.some((other) => other === target || other.startsWith(`${target}/`)))
        .map((target) => `${path} → ${target}`),
    );

    expect(broken).toEqual([]);
  });

  test('a decision is numbered, and no number is used twice', () => {
    const records = written.filter((path) => path.startsWith('docs/adr/')).map((path) => basename(path));
    const numbers = records.map((name) => /^(\d{4})-[a-z]/.exec(name)?.[1] ?? name);

    expect(records.filter((name) => !/^\d{4}-[a-z0-9-]+\.md$/.test(name))).toEqual([]);
    expect(numbers).toEqual([...new Set(numbers)]);
  });
});
