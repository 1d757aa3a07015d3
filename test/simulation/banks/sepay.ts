import type { Call } from '../../../lib/use-cases/parts.ts';
import type { Reply } from '../network.ts';
import { accounts } from '../setting.ts';
import type { Bank, Entry, Notice } from './bank.ts';
import { type BankParts, type Caller, makeCaller } from './caller.ts';
import { signWebhook, type ToldTransfer, writeBody, writePage } from './sepay-messages.ts';
import { listMishaps } from './sepay-mishaps.ts';
import { makePayer } from './sepay-payers.ts';

/** A transfer in the books of the bank that SePay watches. It cannot fail: what is here has moved. */
export type BankTransfer = Entry &
  ToldTransfer & {
    /** From when on it stands in the list: mostly at once. */
    readonly listedAtMs: number;
  };

/** A transfer that somebody makes. */
type Made = Pick<BankTransfer, 'accountNumber' | 'direction' | 'amountVnd' | 'content' | 'names'> & {
  /** When it was made: now, unless SePay hears of it late. */
  readonly atMs?: number;
  /** No webhook tells of it. */
  readonly isUntold?: boolean;
};

/** Whether the list is given, and whether what is given is a list. */
type ListMood = 'given' | 'silent' | 'unreadable';

/** SePay, and the bank that it watches, from the inside. */
export type Sepay = Caller & {
  readonly transfers: Map<string, BankTransfer>;
  readonly accountNumbers: readonly string[];
  /** Money moves, and Lephi is told. */
  readonly move: (made: Made) => BankTransfer;
  /** The same for whoever does not wait for the bank: SePay may hear of it late. */
  readonly transfer: (made: Made) => void;
  readonly noticeOf: (transfer: BankTransfer) => Notice;
  readonly secretOf: (accountId: string) => string;
  readonly list: { readonly mood: () => ListMood; readonly become: (mood: ListMood) => void };
};

const provider = 'sepay';
const secondMs = 1000;
const minuteMs = 60 * secondMs;

/** A webhook that is not answered 2xx comes again, at most seven times, on Fibonacci's intervals. */
const manners = {
  provider,
  isHeard: ({ status }: { status: number }) => status >= 200 && status < 300,
  pausesMs: [1, 1, 2, 3, 5, 8, 13].map((minutes) => minutes * minuteMs),
};

/** Nothing stands in the list so late that more have overtaken it: Lephi reads the latest twenty again. */
const newerMax = 15;

const own = accounts.filter((account) => account.provider === provider);

const numberOf = ({ options }: (typeof own)[number]): string => String(options.accountNumber);

const findAccount = (accountNumber: string) => own.find((account) => numberOf(account) === accountNumber);

/** The key of a transfer as the bank's books have it: its own reference, or SePay's number where there is none. */
const keyOf = ({ accountNumber, referenceCode, id, direction, amountVnd }: ToldTransfer): string =>
  `sepay:${accountNumber}:${referenceCode || `#${id}`}:${direction}:${amountVnd}`;

const fromListTime = (text: string): number => Date.parse(`${text.replace(' ', 'T')}+07:00`);

export const makeSepay = (parts: BankParts): Bank => {
  const { chance, timeline, faults, trace, network } = parts;
  const caller = makeCaller(parts, manners);
  const transfers = new Map<string, BankTransfer>();
  const secrets = new Map<string, readonly string[]>(own.map(({ id }) => [id, [`${id} first secret`]]));
  let mood: ListMood = 'given';
  let moodSinceMs = 0;
  /** Transfers that no page has shown yet. */
  const unread = new Set<BankTransfer>();
  const listeners: (() => void)[] = [];

  const tellListeners = (): void => {
    for (const listener of listeners) listener();
  };

  const become = (next: ListMood): void => {
    mood = next;
    moodSinceMs = timeline.nowMs();
    tellListeners();
  };

  const secretOf = (accountId: string): string => secrets.get(accountId)![0]!;

  const noticeOf = (transfer: BankTransfer): Notice => {
    const raw = writeBody(transfer);
    let secret = secretOf(transfer.accountId);
    let signed = signWebhook(raw, secret, timeline.nowMs());
    return {
      movementKey: transfer.movementKey,
      accountId: transfer.accountId,
      about: transfer.names ?? transfer.movementKey,
      /** Signed anew each time, unless it is sent as it was signed before: perhaps stale, and genuine all the same. */
      request: () => {
        if (faults.strikes('callback stale')) return signed;
        secret = secretOf(transfer.accountId);
        return (signed = signWebhook(raw, secret, timeline.nowMs()));
      },
      secret: () => secret,
      raw,
      said: `paid ${transfer.amountVnd}`,
    };
  };

  const move = ({ isUntold = false, atMs = timeline.nowMs(), ...made }: Made): BankTransfer => {
    const id = 90_000 + transfers.size;
    const nowMs = timeline.nowMs();
    const referenceCode = chance.oneIn(12) ? '' : `FT26${id}`;
    const told: ToldTransfer = { ...made, id, referenceCode, atMs };
    const transfer: BankTransfer = {
      ...told,
      movementKey: keyOf(told),
      accountId: findAccount(made.accountNumber)!.id,
      reference: made.names ?? made.content,
      names: made.names,
      wasPaid: true,
      listedAtMs: nowMs + (faults.strikes('transfer listed late') ? chance.int(1, 9) * minuteMs : 0),
    };
    transfers.set(transfer.movementKey, transfer);
    unread.add(transfer);
    timeline.after(transfer.listedAtMs - nowMs, tellListeners);
    trace.note(
      made.names ?? transfer.movementKey,
      `${made.amountVnd} đ move ${made.direction}: ${transfer.movementKey}, "${made.content}"`,
    );
    if (!isUntold) caller.callBack(noticeOf(transfer));
    return transfer;
  };

  const transfer = (made: Made): void => {
    const atMs = timeline.nowMs();
    const lateMs = faults.strikes('transfer told late') ? chance.int(minuteMs, 180 * minuteMs) : 0;
    timeline.after(lateMs, () => void move({ ...made, atMs }));
  };

  /** Whether the list shows it, which it does at the latest when so many newer ones stand before it. */
  const isListed = ({ listedAtMs }: BankTransfer, newer: number): boolean =>
    listedAtMs <= timeline.nowMs() || newer >= newerMax;

  /** What the list shows to this question: the newest first. */
  const pageFor = (query: URLSearchParams): readonly BankTransfer[] => {
    const since = Number(query.get('since_id') ?? 0);
    const fromMs = fromListTime(query.get('transaction_date_min') ?? '2026-01-01 00:00:00');
    const untilMs = fromListTime(query.get('transaction_date_max') ?? '2099-01-01 00:00:00') + secondMs;
    return [...transfers.values()]
      .toReversed()
      .filter(({ accountNumber }) => accountNumber === query.get('account_number'))
      .filter((transfer, newer) => isListed(transfer, newer))
      .filter(({ id, atMs }) => id >= since && atMs >= fromMs && atMs < untilMs)
      .slice(0, Number(query.get('limit')));
  };

  const answer = ({ url, headers }: Call): Reply => {
    const afterMs = chance.int(20, 800);
    const query = new URL(url).searchParams;
    const account = findAccount(query.get('account_number') ?? '');
    const say = (status: number, body: string): Reply => ({ afterMs, called: { type: 'answered', status, body } });
    if (mood === 'silent') return { afterMs: Infinity, called: { type: 'failed', why: 'silent' } };
    if (headers.authorization !== `Bearer ${account?.id ?? ''} token`) return say(401, '{"status":401}');
    if (mood === 'unreadable' || faults.strikes('list unreadable'))
      return say(200, chance.pick(['<html>bảo trì</html>', '{"status":200}', '{"status":200,"transactions":[{}]}']));
    const page = pageFor(query);
    for (const transfer of page) unread.delete(transfer);
    return say(200, writePage(page));
  };

  for (const { options } of own)
    network.set(new URL(String(options.listUrl)).origin, { takes: () => 'question', answer });

  const sepay: Sepay = {
    ...caller,
    transfers,
    accountNumbers: own.map(numberOf),
    move,
    transfer,
    noticeOf,
    secretOf,
    list: { mood: () => mood, become },
  };

  return {
    provider,
    entries: transfers,
    secrets,
    receive: makePayer(parts, sepay),
    // Whatever moved stands in the list.
    isFindable: () => true,
    tellsEnd: () => true,
    paidBackVnd: () => 0,
    payOut: (accountId, transfer) => {
      const account = own.find(({ id }) => id === accountId)!;
      const { referenceCode } = move({ ...transfer, accountNumber: numberOf(account), direction: 'out' });
      return { reference: referenceCode };
    },
    newsSinceMs: (accountId) => {
      const news = [...unread].find((one) => one.accountId === accountId && one.listedAtMs <= timeline.nowMs());
      return news && mood === 'given' ? Math.max(news.listedAtMs, moodSinceMs) : undefined;
    },
    onListed: (listener) => void listeners.push(listener),
    moves: listMishaps(parts, sepay),
    calm: () => {
      caller.line.isOpen = true;
      become('given');
    },
  };
};
