/**
 * The names of Lephi's one table that both the CDK app and the store must agree on.
 *
 * `due` finds work whose time has come (sparse: only items with a due marker are in it); `by-dossier` only lists.
 * Both hold keys alone: whatever they find is read again by primary key before anything is decided.
 */
export const tableShape = {
  partitionKey: 'pk',
  sortKey: 'sk',
  dueIndex: { name: 'due', partitionKey: 'dueShard', sortKey: 'dueAt' },
  dossierIndex: { name: 'by-dossier', partitionKey: 'dossierKey', sortKey: 'createdAt' },
} as const;
