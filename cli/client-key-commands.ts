import { type Command, Option } from 'commander';
import * as z from 'zod';
import type { Client } from '../lib/domain/client.ts';
import { addMs, dayMs, toVietnamText } from '../lib/domain/time.ts';
import { webhookSecretsOf } from '../lib/domain/webhook-key.ts';
import { hashClientKey } from '../lib/use-cases/authenticate-client.ts';
import { getItem, subject } from '../lib/use-cases/configure.ts';
import {
  bearerKeyId,
  listBearerKeys,
  makeBearerKey,
  revokeBearerKey,
  rotateWebhookKey,
} from '../lib/use-cases/configure-client.ts';
import { addCommand } from './add-command.ts';
import { type Answer, toLines } from './answer.ts';
import { listAll } from '../lib/store/read.ts';
import type { Lephi } from './open-lephi.ts';
import type { Terminal } from './terminal.ts';

async function showWebhookSecrets({ parts, secrets }: Lephi, client: Client): Promise<Answer> {
  const { number, previousUntil } = client.webhookKey;
  const [current, previous] = webhookSecretsOf(await secrets.getWebhookMasterSecret(), client, parts.now());
  const overlap = previous !== undefined && previousUntil !== undefined ? { previous, previousUntil } : undefined;
  return {
    json: { clientId: client.id, number, current, ...overlap },
    text: current,
    note: overlap
      ? `This is key number ${number}. Until ${toVietnamText(overlap.previousUntil)} the one before it signs too:\n${overlap.previous}`
      : `This is key number ${number}; it alone signs.`,
  };
}

function addBearerKeyCommands(parent: Command, terminal: Terminal): void {
  addCommand(
    parent,
    {
      usage: 'new-key <id>',
      does: 'Makes a bearer key and shows it this once; keys made before stay valid',
      schema: z.object({}),
      examples: ['client new-key cong-thu-nghiem', 'client new-key cong-thu-nghiem --json | jq -r .bearerKey'],
      run: async ({ lephi, id }) => {
        const bearerKey = await makeBearerKey(lephi.parts, id, lephi.stage);
        const keyId = bearerKeyId(hashClientKey(bearerKey));
        return {
          json: { clientId: id, keyId, bearerKey },
          text: bearerKey,
          note: `This is bearer key ${keyId}. It is shown this once: Lephi keeps only its hash.`,
        };
      },
    },
    terminal,
  );
  addCommand(
    parent,
    {
      usage: 'keys <id>',
      does: 'Lists the bearer keys of a client by their ids, revoked ones too',
      schema: z.object({}),
      examples: ['client keys cong-thu-nghiem'],
      run: async ({ lephi, id }) => {
        const keys = await listAll((page) => listBearerKeys(lephi.parts.store, id, page));
        const rows = keys.map(({ keyId, createdAt, revokedAt }): [string, string] => [
          keyId,
          `made ${toVietnamText(createdAt)}${revokedAt === undefined ? '' : `, revoked ${toVietnamText(revokedAt)}`}`,
        ]);
        return { json: keys, text: toLines(rows), ...(rows.length === 0 && { note: 'It has no bearer keys yet.' }) };
      },
    },
    terminal,
  );
  addCommand(
    parent,
    {
      usage: 'revoke-key <id>',
      does: 'Takes a bearer key away for good',
      options: [new Option('--key <key-id>', 'the id of the key, as keys lists it').makeOptionMandatory()],
      schema: z.object({ key: z.string() }),
      examples: ['client revoke-key cong-thu-nghiem --key 2c70e12b7a06'],
      run: async ({ lephi, id, options: { key } }) => {
        await revokeBearerKey(lephi.parts, id, key);
        return { json: { clientId: id, keyId: key }, text: `Bearer key ${key} is revoked.` };
      },
    },
    terminal,
  );
}

/** The commands of a client's bearer keys and webhook key. */
export function addClientKeyCommands(parent: Command, terminal: Terminal): void {
  addBearerKeyCommands(parent, terminal);
  addCommand(
    parent,
    {
      usage: 'webhook-secret <id>',
      does: 'Shows the secret that signs what a client is told',
      schema: z.object({}),
      examples: ['client webhook-secret cong-thu-nghiem'],
      run: async ({ lephi, id }) => showWebhookSecrets(lephi, await getItem(lephi.parts.store, subject.client(id))),
    },
    terminal,
  );
  addCommand(
    parent,
    {
      usage: 'rotate-webhook-key <id>',
      does: 'Gives a client its next webhook key and shows it; the one before it signs along for a day',
      options: [new Option('--until <instant>', 'how long the key before it signs along; now ends it at once')],
      schema: z.object({ until: z.string().optional() }),
      examples: [
        'client rotate-webhook-key cong-thu-nghiem',
        'client rotate-webhook-key cong-thu-nghiem --until 2026-12-01T00:00:00+07:00',
        'client rotate-webhook-key cong-thu-nghiem --until now',
      ],
      run: async ({ lephi, id, options: { until } }) => {
        const now = lephi.parts.now();
        const previousUntil = until === 'now' ? addMs(now, 1000) : (until ?? addMs(now, dayMs));
        return showWebhookSecrets(lephi, await rotateWebhookKey(lephi.parts, id, previousUntil));
      },
    },
    terminal,
  );
}
