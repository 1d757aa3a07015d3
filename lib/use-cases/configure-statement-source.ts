import { parseOrRefuse, refuseField } from '../domain/field-errors.ts';
import type { StatementSource } from '../domain/statement-source.ts';
import { mayFollow, newStatementSourceSchema } from '../domain/statement-source-changes.ts';
import { profileSchema } from '../statements/profile.ts';
import { at } from '../store/key-table.ts';
import { find } from '../store/read.ts';
import { addItem, changeItem, type Configuring, subject } from './configure.ts';

type Said = Omit<StatementSource, 'version' | 'enabled' | 'changedAt'>;

/** What is said of a source, its profile as its own schema reads it. */
const readSource = async ({ store }: Configuring, input: unknown): Promise<Said> => {
  const { statementAccount, ...said } = parseOrRefuse(newStatementSourceSchema, input);
  const profile = { ...parseOrRefuse(profileSchema, said.profile, { at: '/profile' }) };
  if ((await find(store, at.merchantAccount(said.accountId))) === undefined)
    throw refuseField('/accountId', `is not a merchant account that Lephi knows: ${said.accountId}`);
  return { ...said, profile, ...(statementAccount !== undefined && { statementAccount }) };
};

/**
 * Sets how the statements of one side of a merchant account are read and matched. A new source starts switched on. Runs
 * that have begun keep the terms that they began with.
 *
 * @param input as `newStatementSourceSchema` and `profileSchema` read it
 * @throws Refusal validation-failed, also when rules are changed without a higher version
 */
export const setStatementSource = async (parts: Configuring, input: unknown): Promise<StatementSource> => {
  const said = await readSource(parts, input);
  const of = subject.statementSource(`${said.accountId}/${said.side}`);
  if ((await find(parts.store, of.key)) === undefined)
    return addItem(parts, of, async () => ({ after: { ...said, version: 0, enabled: true, changedAt: parts.now() } }));
  return changeItem(parts, of, ({ rules, version, enabled, changedAt }) => {
    if (!mayFollow(rules, said.rules))
      throw refuseField('/rules/version', `must be above ${rules.version}, that of the other rules before`);
    return { after: { ...said, version, enabled, changedAt }, action: 'changed' };
  });
};
