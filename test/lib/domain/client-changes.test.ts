import { describe, expect, test } from 'vitest';
import { clientSchema } from '../../../lib/domain/client.ts';
import { afterClientChanges, afterWebhookKeyRotation } from '../../../lib/domain/client-changes.ts';
import { instantSchema } from '../../../lib/domain/time.ts';

const client = clientSchema.parse({
  version: 1,
  id: 'portal',
  name: 'Portal',
  agencyCodes: ['H15', 'H19'],
  webhookUrl: 'https://portal.example/',
  webhookKey: { number: 1 },
  enabled: true,
  changedAt: '2026-11-21T00:00:00Z',
});

describe('a client', () => {
  test('gets an agency once, however often it is added', () => {
    expect(afterClientChanges(client, { addAgencyCodes: ['G01', 'H15', 'G01'] }).agencyCodes).toEqual([
      'H15',
      'H19',
      'G01',
    ]);
  });

  test('loses an agency, or its webhook address', () => {
    const after = afterClientChanges(client, { removeAgencyCodes: ['H15', 'H20'], webhookUrl: '' });

    expect(after.agencyCodes).toEqual(['H19']);
    expect('webhookUrl' in after).toBe(false);
  });

  test('stays as it was when nothing is changed', () => {
    expect(afterClientChanges(client, {})).toEqual(client);
  });

  test('has its webhook key rotated', () => {
    const previousUntil = instantSchema.parse('2026-12-01T00:00:00Z');

    expect(afterWebhookKeyRotation(client, previousUntil).webhookKey).toEqual({ number: 2, previousUntil });
  });

  test.each(['a', 'a-1', '0'.repeat(40)])('may be called %s', (id) => {
    expect(clientSchema.shape.id.parse(id)).toBe(id);
  });

  test.each(['', '-a', 'a-', 'A', 'a b', 'a#b', '0'.repeat(41)])('may not be called %j', (id) => {
    expect(clientSchema.shape.id.safeParse(id).success).toBe(false);
  });
});
