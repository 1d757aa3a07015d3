import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { minuteMs } from '../../lib/domain/time.ts';
import { makeCall } from '../../lib/runtime/call.ts';
import { deliverWebhooks } from '../../lib/use-cases/deliver-webhooks.ts';
import type { Calling } from '../../lib/use-cases/parts.ts';
import { deliveriesOf } from '../lib/use-cases/webhook-world.ts';
import { type Behaviour, deliverTo, head, isDelivered, isDueAgain, ok, say, serve } from './receiver.ts';

/** The patience of a first try is three seconds; what never ends is not waited for so long here. */
const shortMs = 300;

const impatient =
  (call: Calling['call']): Calling['call'] =>
  (made) =>
    call({ ...made, timeoutMs: shortMs });

/** Writes for ever, or until nobody listens: the first text, then one piece after the other. */
const sayForEver =
  (first: string, piece: string, everyMs = 0): Behaviour =>
  (socket) => {
    socket.write(first);
    const write = (): void => {
      if (socket.destroyed) return;
      const goOn = (): unknown => (everyMs === 0 ? setImmediate(write) : setTimeout(write, everyMs).unref());
      if (socket.write(piece)) goOn();
      else socket.once('drain', goOn);
    };
    write();
  };

const noWholeAnswer = { error: `there was no whole answer in ${shortMs} ms` };

describe('a receiver has the webhook when it', () => {
  test.each<[string, Behaviour, object]>([
    ['speaks HTTP/1.0', say(head('HTTP/1.0 200 OK')), { status: 200 }],
    [
      'says so in bytes that are no UTF-8',
      say(Buffer.concat([Buffer.from(head(ok)), Buffer.from([0xff, 0xc0, 0x80])])),
      { status: 200 },
    ],
    [
      'says so at length: no more than 64 kB are read',
      sayForEver(head(ok, 'content-length: 9000000000'), 'x'.repeat(16_384)),
      { status: 200 },
    ],
    [
      'says so in chunks without end',
      sayForEver(head(ok, 'transfer-encoding: chunked'), `4000\r\n${'x'.repeat(0x4000)}\r\n`),
      { status: 200 },
    ],
    [
      'sends a packed answer, which nobody unpacks',
      say(`${head(ok, 'content-encoding: gzip', 'content-length: 3')}bom`),
      { status: 200 },
    ],
    [
      'says more than was asked',
      say(head(ok, 'content-length: 0') + head('HTTP/1.1 500 Oh', 'content-length: 0')),
      { status: 200 },
    ],
    [
      'says first that it goes on',
      say(head('HTTP/1.1 100 Continue') + head('HTTP/1.1 204 No Content')),
      { status: 204 },
    ],
  ])('%s', async (_what, behave, logged) => {
    const { port } = await serve(createServer(), behave);

    expect(await deliverTo(`http://127.0.0.1:${port}/`, impatient(makeCall('any')))).toMatchObject({
      logged,
      ...isDelivered,
    });
  });
});

describe('a webhook is sent again in half a minute when the receiver', () => {
  test.each<[string, Behaviour, object]>([
    ['never answers', () => undefined, noWholeAnswer],
    ['drips its headers', sayForEver(`${ok}\r\nx-slow: `, 'x', 20), noWholeAnswer],
    ['drips its body', sayForEver(head(ok, 'content-length: 5000'), 'x', 20), noWholeAnswer],
    ['goes on for ever saying that it goes on', sayForEver('', head('HTTP/1.1 102 Processing'), 5), noWholeAnswer],
    [
      'sends headers without end',
      sayForEver(`${ok}\r\n`, `x-long: ${'x'.repeat(1000)}\r\n`),
      { error: 'Parse Error: Header overflow' },
    ],
    ['resets the connection', (socket) => socket.resetAndDestroy(), { error: 'read ECONNRESET' }],
    ['hangs up', (socket) => socket.end(), { error: 'socket hang up' }],
    [
      'resets the connection in the middle of its answer',
      (socket) =>
        socket.write(`${head(ok, 'content-length: 50')}half`, () => setTimeout(() => socket.resetAndDestroy(), 20)),
      { error: 'aborted' },
    ],
    ['ends before its end', say(`${head(ok, 'content-length: 50')}half`), { error: 'aborted' }],
    [
      'says two lengths at once',
      say(`${head(ok, 'content-length: 4', 'transfer-encoding: chunked')}half`),
      { error: expect.stringContaining('Parse Error') },
    ],
    ['speaks no HTTP', say('220 mail.example.vn ESMTP\r\n'), { error: expect.stringContaining('Parse Error') }],
    [
      'speaks HTTP/2 alone',
      say(Buffer.from('000012040000000000', 'hex')),
      { error: expect.stringContaining('Parse Error') },
    ],
    [
      'wants to speak another protocol',
      say(head('HTTP/1.1 101 Switching', 'upgrade: websocket', 'connection: upgrade')),
      { error: 'the connection was closed without an answer' },
    ],
    ['answers with a status that is none', say(head('HTTP/1.1 999 What', 'content-length: 0')), { status: 999 }],
    [
      'fails at length',
      sayForEver(head('HTTP/1.1 500 Oh', 'content-length: 9000000000'), 'x'.repeat(16_384)),
      { status: 500 },
    ],
  ])('%s', async (_what, behave, logged) => {
    const { port } = await serve(createServer(), behave);

    expect(await deliverTo(`http://127.0.0.1:${port}/`, impatient(makeCall('any')))).toMatchObject({
      logged,
      ...isDueAgain,
    });
  });

  test.each([301, 302, 303, 307, 308])('leads elsewhere with %d, whither nobody goes', async (status) => {
    const elsewhere = await serve(createServer(), say(head(ok, 'content-length: 0')));
    const location = `location: http://127.0.0.1:${elsewhere.port}/`;
    const { port } = await serve(
      createServer(),
      say(head(`HTTP/1.1 ${status} Elsewhere`, location, 'content-length: 0')),
    );

    expect(await deliverTo(`http://127.0.0.1:${port}/`)).toMatchObject({ logged: { status }, ...isDueAgain });
    expect(elsewhere.requests()).toBe(0);
  });

  test('is not there', async () => {
    expect(await deliverTo('http://127.0.0.1:1/')).toMatchObject({
      logged: { error: 'connect ECONNREFUSED 127.0.0.1:1' },
      ...isDueAgain,
    });
    expect(await deliverTo('http://nobody.invalid/')).toMatchObject({
      logged: { error: expect.stringMatching(/^getaddrinfo (ENOTFOUND|EAI_AGAIN) nobody.invalid$/) },
      ...isDueAgain,
    });
  });
});

test('a receiver that comes to its senses gets the same webhook at the next try, over a new connection', async () => {
  const behaviours: Behaviour[] = [(socket) => socket.resetAndDestroy(), say(head('HTTP/1.1 204 No Content'))];
  const { port, requests } = await serve(createServer(), (socket) => behaviours.shift()?.(socket));
  const { world, order } = await deliverTo(`http://127.0.0.1:${port}/`);
  world.moveClock(minuteMs / 2);
  await deliverWebhooks({ ...world, call: makeCall('any') }, order.id);

  expect(await deliveriesOf(world, order)).toMatchObject([{ status: 'delivered', tries: 2 }]);
  expect(requests()).toBe(2);
});
