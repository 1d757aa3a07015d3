/**
 * The rules of Lephi's code that a machine can hold. Which folder may import which is in `eslint.imports.js`;
 * what a folder may not write is in `mayNotWrite`. An exception belongs here with its reason, not beside the code.
 */
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { filesThatKnowAws, mayNotImport } from './eslint.imports.js';

const production = ['lib/**/*.ts', 'functions/**/*.ts', 'infra/**/*.ts', 'cli/**/*.ts', 'local/**/*.ts'];
const deployed = ['lib/**/*.ts', 'functions/**/*.ts'];

const ban = (selector, message) => ({ selector, message });

const write = {
  anywhere: [
    ban('ExportDefaultDeclaration', 'Export by name.'),
    ban('ExportAllDeclaration', 'No barrels: import from the file that says it.'),
    ban('TSEnumDeclaration', 'Use a union of string literals.'),
  ],
  localTime: [
    ban(
      'CallExpression[callee.property.name=/^[gs]et(FullYear|Month|Date|Day|Hours|Minutes|Seconds)$/]',
      "The machine's time zone must not matter: use the UTC or the Asia/Ho_Chi_Minh form.",
    ),
    ban('CallExpression[callee.property.name="getTimezoneOffset"]', "The machine's time zone must not matter."),
    ban(
      "NewExpression[callee.name='Date'][arguments.length>1]",
      "The machine's time zone must not matter: use Date.UTC.",
    ),
  ],
  clockAndChance: [
    ban("NewExpression[callee.name='Date'][arguments.length=0]", 'Take the time as an argument.'),
    ban("CallExpression[callee.object.name='Date'][callee.property.name='now']", 'Take the time as an argument.'),
    ban("MemberExpression[object.name='Math'][property.name='random']", 'Take randomness as an argument.'),
    ban("MemberExpression[object.name='performance']", 'Take the time as an argument.'),
  ],
  inexactMoney: [
    ban(
      'CallExpression[callee.name=/^(parseFloat|parseInt|Number)$/]',
      'Money is whole đồng, parsed exactly at the border with zod.',
    ),
    ban('CallExpression[callee.property.name=/^(toFixed|toPrecision|parseFloat)$/]', 'Money is whole đồng: no floats.'),
    ban('Literal[raw=/^[0-9]+[.][0-9]/]', 'Money is whole đồng: no floats.'),
    ban(
      'BinaryExpression[operator=/^[*/]$/] > :matches(Identifier[name=/Vnd$/], [property.name=/Vnd$/])',
      'No product or quotient of money: one of them can lose a đồng, the other its safe range.',
    ),
  ],
  impure: [
    ban('ImportExpression', 'lib/domain is pure: it loads nothing.'),
    ban("MemberExpression[object.name='globalThis']", 'lib/domain is pure.'),
  ],
};

const timeless = [...write.localTime, ...write.clockAndChance];
const inLib = ['store', 'providers', 'statements', 'reconciliation', 'reports', 'use-cases', 'web', 'http'].map(
  (folder) => `lib/${folder}`,
);

/** Folder → what it may not write, beside `write.anywhere`. */
const mayNotWrite = {
  ...Object.fromEntries([...inLib, 'functions', 'infra'].map((folder) => [folder, timeless])),
  'lib/domain': [...timeless, ...write.inexactMoney, ...write.impure],
  'lib/runtime': write.localTime,
  cli: write.localTime,
  local: write.localTime,
};

const folderRules = Object.entries(mayNotImport).map(([folder, banned]) => ({
  name: `lephi/${folder}`,
  files: [`${folder}/**/*.ts`],
  rules: {
    'no-restricted-imports': ['error', banned],
    'no-restricted-syntax': ['error', ...write.anywhere, ...(mayNotWrite[folder] ?? [])],
  },
}));

const nodeGlobals = Object.fromEntries(
  ['clearInterval', 'clearTimeout', 'console', 'process', 'setInterval', 'setTimeout', 'URL'].map((name) => [
    name,
    'readonly',
  ]),
);

const badWord = { regex: '^I[A-Z][a-z]|(Dto|DTO|Impl|Helper|Helpers|Manager|Util|Utils)$', match: false };

export default defineConfig(
  globalIgnores(['dist/', 'cdk.out/', '.lephi/', 'bench/results/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    name: 'lephi/typescript',
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-restricted-syntax': ['error', ...write.anywhere],
      complexity: ['error', 10],
      eqeqeq: 'error',
      'max-depth': ['error', 3],
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
      'no-param-reassign': 'error',
      'object-shorthand': 'error',
      'prefer-template': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { minimumDescriptionLength: 10 }],
      // An alias, unlike an interface, can be given where a record of unknown values is wanted (an item, a log entry).
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/naming-convention': [
        'error',
        { selector: 'typeLike', format: ['PascalCase'], custom: badWord },
        { selector: 'function', format: ['camelCase'], custom: badWord },
        { selector: 'variable', modifiers: ['global'], format: null, custom: badWord },
      ],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      // An async function that does not wait still turns what it throws into a rejection: the twin of a slow store.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    name: 'lephi/production',
    files: production,
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
    },
  },
  {
    name: 'lephi/deployed',
    files: deployed,
    rules: {
      'no-console': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
    },
  },
  {
    name: 'lephi/environment',
    files: ['lib/**/*.ts', 'functions/**/*.ts'],
    ignores: ['lib/runtime/**'],
    rules: {
      'no-restricted-globals': ['error', { name: 'process', message: 'lib/runtime reads the environment, once.' }],
    },
  },
  folderRules,
  filesThatKnowAws,
  {
    name: 'lephi/the-one-file-of-infra-that-makes-content',
    files: ['infra/api-docs-files.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    name: 'lephi/tests-and-benches',
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'max-params': ['error', 4],
      // A wrong assumption about a body or an element fails the test that makes it.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    name: 'lephi/tool-configuration',
    files: ['*.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    name: 'lephi/plain-javascript',
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: nodeGlobals },
    rules: { eqeqeq: 'error', 'max-lines': ['error', 300], 'object-shorthand': 'error', 'prefer-template': 'error' },
  },
);
