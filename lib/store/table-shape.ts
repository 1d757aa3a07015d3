/**
 * The names of Lephi's one table that both the CDK app and the store must agree on.
 *
 * `due` finds work whose time has come (sparse: only items with a due marker are in it), `desk` what waits for an officer
 * (sparse too, by class and age); `by-dossier` only lists. They hold keys alone: whatever they find is read again by primary key before anything is decided.
 */
export const tableShape = {
  partitionKey: 'pk',
  sortKey: 'sk',
  dueIndex: { name: 'due', partitionKey: 'dueShard', sortKey: 'dueAt' },
  deskIndex: { name: 'desk', partitionKey: 'deskClass', sortKey: 'deskSince' },
  dossierIndex: { name: 'by-dossier', partitionKey: 'dossierKey', sortKey: 'createdAt' },
} as const;
