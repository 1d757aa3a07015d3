import { type Proposal, proposalRequestSchema, type ProposalRequest } from '../../../lib/domain/proposal.ts';
import type { OrderBook, ProposalBook } from '../books.ts';
import { drawHabits } from '../habits.ts';
import { must } from '../violation.ts';
import type { World } from '../world.ts';
import type { Actor, Move } from './actor.ts';
import { listApplications } from './officer-applications.ts';
import { type AskedFor, checkProposed, checkRefusal } from './officer-memory.ts';
import { credentialOf, type Person, pickOther, pickPerson } from './officer-people.ts';
import { refusalOf } from './portal-memory.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What an officer asks for, in the order of what they say: more than there is, all, or some of it. */
const pickAmount = ({ chance, faults }: World, cameVnd: number): number => {
  if (chance.oneIn(6)) {
    faults.count('refund of more than came asked for');
    return cameVnd + chance.pick([1, 1000]);
  }
  return chance.oneIn(2) ? cameVnd : chance.int(1, cameVnd);
};

const makeRefundOf = (world: World, { id, head }: OrderBook): Record<string, unknown> | undefined =>
  head.payment && { kind: 'refund', of: { orderId: id }, amountVnd: pickAmount(world, head.payment.amountVnd) };

/** Requests for money back: of a payment, or of an unapplied item. */
const makeRefund = (world: World): Record<string, unknown> | undefined => {
  const { chance, books } = world;
  const paid = [...books.orders.values()].filter(({ head }) => head.payment !== undefined).slice(-15);
  const items = [...books.movements.values()].filter(({ movement }) => movement.place.type === 'unapplied').slice(-15);
  const isOfOrder = items.length === 0 || (paid.length > 0 && chance.oneIn(2));
  const order = isOfOrder && paid.length > 0 ? chance.pick(paid) : undefined;
  if (order) return makeRefundOf(world, order);
  if (items.length === 0) return undefined;
  const { key, movement } = chance.pick(items);
  return { kind: 'refund', of: { movementKey: key }, amountVnd: pickAmount(world, movement.notice.amountVnd) };
};

/** Officers who ask for refunds and applications, and others, or the same in disguise, who decide. */
export const officers: Actor = (world) => {
  const { chance, timeline, books, lephi, faults, trace, fail, onNews } = world;
  const asked: AskedFor[] = [];

  const send = async (one: AskedFor): Promise<void> => {
    const { person, key, request, proposalId: known } = one;
    const ended = await lephi.desk.propose({ officer: credentialOf(person, chance), idempotencyKey: key, request });
    trace.note(key, `${person} asks: ${refusalOf(ended) ?? ended.type}`);
    checkProposed(books, one, known, ended);
  };

  const ask = async (request: ProposalRequest): Promise<void> => {
    const one: AskedFor = { person: pickPerson(chance), key: `ask-${asked.length}`, request };
    asked.push(one);
    await Promise.all(chance.oneIn(8) ? [send(one), send(one)] : [send(one)]);
  };

  const askFor = async (made: Record<string, unknown> | undefined): Promise<void> => {
    if (made === undefined) return;
    const request = proposalRequestSchema.parse({ ...made, reason: `reason ${asked.length}` });
    await ask(request);
  };

  const askAgain = async (): Promise<void> => {
    if (asked.length > 0) await send(chance.pick(asked.slice(-10)));
  };

  const personOf = ({ askedBy }: Proposal): Person => askedBy.subject.normalize('NFC').trim();

  const checkDecided = (id: string, how: string, ended: string): void => {
    if (ended === 'answered') must(books.proposals.get(id)!.had.has(how), id, `one that was answered ${how} is ${how}`);
  };

  const approve = async (proposal: Proposal, person: Person): Promise<void> => {
    const ended = await lephi.desk.approve(credentialOf(person, chance), proposal.id);
    trace.note(proposal.id, `${person} approves: ${refusalOf(ended) ?? ended.type}`);
    checkRefusal('approve', proposal.id, ended);
    const isOwn = person === personOf(proposal);
    if (ended.type === 'answered') must(!isOwn, proposal.id, 'nobody approves what they asked for');
    checkDecided(proposal.id, 'approved', ended.type);
    if (refusalOf(ended) === 'same-officer') must(isOwn, proposal.id, `${person} is not who asked for it`);
  };

  const decline = async (proposal: Proposal, person: Person): Promise<void> => {
    const by = credentialOf(person, chance);
    const ended = await lephi.desk.decline({ by, id: proposal.id, reason: 'không đúng' });
    trace.note(proposal.id, `${person} declines: ${refusalOf(ended) ?? ended.type}`);
    checkRefusal('decline', proposal.id, ended);
    checkDecided(proposal.id, 'declined', ended.type);
  };

  const decisions = drawHabits(chance, [
    { weight: 8, act: (proposal: Proposal) => approve(proposal, pickOther(chance, personOf(proposal))) },
    {
      weight: 2,
      act: (proposal: Proposal) => {
        faults.count('officer approves under another name what they asked for');
        return approve(proposal, personOf(proposal));
      },
    },
    {
      weight: 2,
      act: async (proposal: Proposal) => {
        faults.count('two officers decide at once');
        const second = chance.oneIn(2) ? approve : decline;
        const people = [pickOther(chance, personOf(proposal)), pickOther(chance, personOf(proposal))] as const;
        await Promise.all([approve(proposal, people[0]), second(proposal, people[1])]);
      },
    },
    { weight: 1, act: (proposal: Proposal) => decline(proposal, pickPerson(chance)) },
  ]);

  /** How many payers want their money back: in some seeds many. */
  const backOneIn = chance.pick([2, 6, 40]);

  onNews(({ sk, status, id }) => {
    if (sk !== 'ORDER' || status !== 'paid' || !chance.oneIn(backOneIn)) return;
    timeline.after(chance.int(10, 12 * hourMs), () => {
      askFor(makeRefundOf(world, books.orders.get(String(id))!)).catch(fail);
    });
  });

  /** Somebody decides soon what is asked for, or later. */
  onNews(({ sk, version, id }) => {
    if (sk !== 'PROPOSAL' || version !== 1) return;
    timeline.after(chance.pick([0, 10, 1000, chance.int(minuteMs, 6 * hourMs)]), () => {
      chance
        .weigh(decisions)
        .act(books.proposals.get(String(id))!.proposal)
        .catch(fail);
    });
  });

  const decideLate = async (): Promise<void> => {
    const proposals: readonly ProposalBook[] = [...books.proposals.values()].slice(-10);
    if (proposals.length > 0) await chance.weigh(decisions).act(chance.pick(proposals).proposal);
  };

  const moves: readonly Move[] = [
    { weight: 8, act: () => askFor(makeRefund(world)) },
    { weight: 5, act: () => askFor(chance.pick(listApplications(world))) },
    { weight: 1, act: askAgain },
    { weight: 2, act: decideLate },
  ];
  return moves;
};
