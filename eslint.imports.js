/** Which folder may import which. An exception belongs here with its reason, not beside the code. */

/** A ban on importing from any of these folders of lib/, however the path is written. */
const folders = (names, message) => ({ regex: `(^|/)(${names.join('|')})/`, message });

/** A ban on packages; `except` names what is pure enough to be let through. */
const packages = (regex, message) => ({ regex, message });

const outsideLib = folders(
  ['functions', 'infra', 'local', 'cli', 'bench', 'test', 'events'],
  'lib/ knows nothing of what wakes it, deploys it or tests it.',
);
const dynamoDb = packages(
  '^@aws-sdk/.*dynamodb',
  'Only lib/store/dynamo-store.ts knows DynamoDB; lib/runtime builds its client.',
);
const s3 = packages('^@aws-sdk/.*s3', 'Only lib/store/s3-files.ts knows S3; lib/runtime builds its client.');
const aws = packages('^(@aws-sdk|@smithy|@aws-lambda-powertools|aws-lambda)(/|$)', 'This part of lib/ is free of AWS.');
const middy = packages('^@middy/', 'middy belongs to lib/http and functions/.');

const builtInExceptHash = packages(
  '^(node:(?!crypto$)|(fs|os|path|http|https|net|crypto|child_process|timers|worker_threads)(/|$))',
  'lib/domain is pure: of Node it may have only createHash.',
);
const onlyHash = {
  name: 'node:crypto',
  allowImportNames: ['createHash', 'createHmac', 'hkdfSync'],
  message: 'lib/domain is pure: a hash or a derived key is a function of its bytes, randomness is not.',
};

/** Folders of lib/ that stand above domain, store, providers, statements and reconciliation. */
const beyondDomain = ['use-cases', 'reports', 'http', 'runtime', 'web'];

/** Folder → what it may not import. One direction: functions → use-cases → domain, store, providers, statements. */
export const mayNotImport = {
  'lib/domain': {
    paths: [onlyHash],
    patterns: [
      folders([...beyondDomain, 'store', 'providers', 'statements', 'reconciliation'], 'lib/domain knows only itself.'),
      outsideLib,
      aws,
      middy,
      builtInExceptHash,
    ],
  },
  'lib/store': {
    patterns: [
      folders([...beyondDomain, 'providers', 'statements', 'reconciliation'], 'lib/store knows only lib/domain.'),
      outsideLib,
      dynamoDb,
      s3,
      middy,
    ],
  },
  'lib/providers': {
    patterns: [
      folders([...beyondDomain, 'store', 'statements', 'reconciliation'], 'A provider knows only lib/domain.'),
      outsideLib,
      aws,
      middy,
    ],
  },
  'lib/statements': {
    patterns: [
      folders(
        [...beyondDomain, 'store', 'providers', 'reconciliation'],
        'A reader of statements knows only lib/domain.',
      ),
      outsideLib,
      aws,
      middy,
      packages('^(node:)?(fs|os|path|https?|net|child_process)(/|$)', 'A reader is given bytes.'),
    ],
  },
  'lib/reconciliation': {
    patterns: [
      folders([...beyondDomain, 'store'], 'Reconciliation is a function of three files: it reads no table.'),
      packages('(^|/)providers/(?!registry\\.ts$)', 'A plug-in is asked through the registry.'),
      outsideLib,
      aws,
      middy,
      packages('^(node:)?(fs|os|path|https?|net|child_process)(/|$)', 'Reconciliation is given bytes.'),
    ],
  },
  'lib/reports': {
    patterns: [
      folders(
        ['use-cases', 'http', 'runtime', 'web', 'store', 'providers', 'statements', 'reconciliation'],
        'A report is given its rows, and knows only lib/domain.',
      ),
      outsideLib,
      aws,
      middy,
      packages('^(node:)?(fs|os|path|https?|net|child_process)(/|$)', 'A report gives back bytes.'),
    ],
  },
  'lib/use-cases': {
    patterns: [
      folders(['http', 'runtime', 'web'], 'A use case knows only domain, store and providers.'),
      packages('(^|/)store/((dynamo|memory)-store|(s3|memory)-files)\\.ts$', 'A use case is given its store.'),
      outsideLib,
      aws,
      middy,
    ],
  },
  'lib/web': {
    patterns: [
      folders(
        ['store', 'statements', 'reconciliation', 'use-cases', 'http', 'runtime'],
        'A page is given what it shows.',
      ),
      outsideLib,
      aws,
      middy,
    ],
  },
  'lib/http': { patterns: [outsideLib, dynamoDb, s3] },
  'lib/runtime': { patterns: [folders(['http', 'web'], 'lib/runtime only builds the real parts.'), outsideLib, middy] },
  functions: {
    patterns: [
      folders(['infra', 'local', 'cli', 'bench', 'test'], 'A function knows only lib/.'),
      folders(['store'], 'A function gets its store from lib/runtime, ready made.'),
      packages('^@aws-sdk/', 'A function gets its clients from lib/runtime, ready made.'),
    ],
  },
  infra: {
    patterns: [
      folders(['functions', 'local', 'cli', 'bench', 'test'], 'infra/ names entry files, it does not run them.'),
      folders(['use-cases', 'http', 'web'], 'infra/ shares names and data with lib/, not behaviour.'),
      packages('^@aws-sdk/', 'infra/ is synthesized offline.'),
    ],
  },
  cli: {
    patterns: [
      folders(['functions', 'infra', 'local', 'bench', 'test'], 'cli/ works through use cases.'),
      dynamoDb,
      s3,
    ],
  },
  local: {
    patterns: [
      folders(['functions', 'bench', 'test'], 'local/ runs the bundles that are deployed, not the sources.'),
      folders(['providers'], 'The sandbox signs with an independent package, not with the plug-in it is to test.'),
    ],
  },
};

/** The one file of lib/store to which a ban does not apply. */
const onlyFileThatKnows = (file, banned) => ({
  name: `lephi/${file}`,
  files: [`lib/store/${file}.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: mayNotImport['lib/store'].patterns.filter((one) => one !== banned) },
    ],
  },
});

/** DynamoDB and S3 are known to one file each. */
export const filesThatKnowAws = [onlyFileThatKnows('dynamo-store', dynamoDb), onlyFileThatKnows('s3-files', s3)];
