import type { Join } from './bank-day.ts';
import type { DeskClass } from './desk.ts';
import type { Discrepancy } from './discrepancy.ts';
import { amountVndSchema } from './money.ts';
import { Refusal } from './refusal.ts';
import type { Result } from './result.ts';

const refuse = (detail: string): never => {
  throw new Refusal('discrepancy-not-resolvable', { detail });
};

const refuseEnded = ({ status }: Discrepancy): void => {
  if (status !== 'open') throw new Refusal('not-at-desk', { detail: 'The discrepancy is not open.' });
};

/** Classes about which one officer can say all there is to say: no money moves by it, and no match is forced. */
const acceptable: readonly DeskClass[] = [
  'missing-at-provider',
  'line-of-unknown-reference',
  'duplicate-line',
  'line-reversed',
];

/**
 * Refuses to let one officer alone end a discrepancy.
 *
 * @throws Refusal not-at-desk when it is not open
 * @throws Refusal discrepancy-not-resolvable when money is to be taken, or amounts differ: that takes two
 */
export const refuseAcceptance = (discrepancy: Discrepancy): void => {
  refuseEnded(discrepancy);
  const { desk, result } = discrepancy;
  if (desk === undefined || !acceptable.includes(desk.class))
    refuse('It takes two officers: a proposal to force a match, or to take the line.');
  if (result.certainKey !== undefined) refuse('Its movement is known for certain, and is taken by itself.');
};

type ShownLine = NonNullable<Result['line']>;

/** A line by which money moved, and that no entry of ours is joined with. */
const findLoneLine = ({ result: { line, entry } }: Discrepancy): ShownLine | undefined =>
  entry === undefined && line?.status === 'paid' ? line : undefined;

/** An entry of ours that no line shows. */
const findLoneEntry = ({ result: { line, entry } }: Discrepancy): Result['entry'] =>
  line === undefined && entry?.state === 'paid' ? entry : undefined;

const joinOf = (name: string, { direction, amountVnd }: ShownLine, key: string): Join => ({
  line: name,
  direction,
  amountVnd: amountVndSchema.parse(amountVnd),
  key,
});

/** What a forced match joins. */
type Pair = { readonly line: Discrepancy; readonly entry: Discrepancy; readonly join: Join };

/**
 * The line and the entry that two discrepancies are, so that they can be joined. Their amounts may differ.
 *
 * @throws Refusal not-at-desk when one is not open
 * @throws Refusal discrepancy-not-resolvable when they are not a line and an entry of the same account and side that both
 * came in or both went out, or when the line's movement is known for certain
 */
export const decidePair = (one: Discrepancy, other: Discrepancy): Pair => {
  for (const discrepancy of [one, other]) refuseEnded(discrepancy);
  const [line, entry] = findLoneLine(one) === undefined ? [other, one] : [one, other];
  const [said, own] = [findLoneLine(line), findLoneEntry(entry)];
  if (said === undefined || own === undefined)
    return refuse('One must be a line without a movement, the other a movement without a line.');
  if (line.of.accountId !== entry.of.accountId || line.of.side !== entry.of.side)
    refuse('They are of different accounts or sides.');
  if (said.direction !== own.direction) refuse('One came in, and the other went out.');
  if (line.result.certainKey !== undefined) refuse('The movement of the line is known for certain.');
  return { line, entry, join: joinOf(line.result.name, said, own.key) };
};

/**
 * Refuses to let amounts differ where they do not, or where nothing is joined.
 *
 * @throws Refusal not-at-desk or discrepancy-not-resolvable
 */
export const refuseDifference = (discrepancy: Discrepancy): void => {
  refuseEnded(discrepancy);
  if (discrepancy.result.class !== 'amount-differs')
    refuse('Alone it can be matched only when line and movement are joined and their amounts differ.');
};

/**
 * A line that can be taken as a movement, and the movement's key: derived from the line, so that it is never taken twice.
 *
 * @throws Refusal not-at-desk when it is not open
 * @throws Refusal discrepancy-not-resolvable when it is no line by which money moved, or when its movement is known for
 * certain: then it is taken by itself
 */
export const decideLine = (discrepancy: Discrepancy): { readonly line: ShownLine; readonly join: Join } => {
  refuseEnded(discrepancy);
  const { of, result } = discrepancy;
  const line = findLoneLine(discrepancy);
  if (line === undefined) return refuse('It is not a line of money without a movement.');
  if (result.certainKey !== undefined) refuse('Its movement is known for certain, and is taken by itself.');
  return { line, join: joinOf(result.name, line, `${of.accountId}:${of.side}:${result.name}`) };
};
