/**
 * The names of Lephi's one table that both the CDK app and the store must agree on.
 *
 * `due` finds work whose time has come (sparse: only items with a due marker are in it), `desk` what waits for an officer
 * (sparse too, by class and age); `by-dossier` only lists. They hold keys alone: whatever they find is read again by primary
 * key before anything is decided. `by-account-day` lists the movements with money of an account's day in shards, and
 * carries what reconciliation needs of each: a day of payments is read without reading each again.
 */
export const tableShape = {
  partitionKey: 'pk',
  sortKey: 'sk',
  dueIndex: { name: 'due', partitionKey: 'dueShard', sortKey: 'dueAt' },
  deskIndex: { name: 'desk', partitionKey: 'deskClass', sortKey: 'deskSince' },
  entryIndex: { name: 'by-account-day', partitionKey: 'accountDay', sortKey: 'countedAt', carries: 'booking' },
  dossierIndex: { name: 'by-dossier', partitionKey: 'dossierKey', sortKey: 'createdAt' },
} as const;
