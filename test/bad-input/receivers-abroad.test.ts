import { createServer } from 'node:net';
import { createServer as createTlsServer, setDefaultCACertificates, type TlsOptions } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { makeCall } from '../../lib/runtime/call.ts';
import type { Calling } from '../../lib/use-cases/parts.ts';
import { hostName, loopback, makeAuthority, makeSelfSigned, vouchFor } from './certificates.ts';
import { deliverTo, head, isDelivered, isDueAgain, say, serve } from './receiver.ts';

describe('over TLS', () => {
  const authority = { name: 'Lephi test authority', ...makeAuthority('Lephi test authority') };
  const other = { name: 'Somebody else', ...makeAuthority('Somebody else') };
  setDefaultCACertificates([authority.cert]);
  const good = vouchFor(authority, [loopback]);
  const taken = say(head('HTTP/1.1 204 No Content'));

  const deliverOver = async (options: TlsOptions) => {
    const { port, requests } = await serve(createTlsServer(options), taken);
    return { ...(await deliverTo(`https://127.0.0.1:${port}/`)), requests };
  };

  test('a receiver whom a known authority vouches for has the webhook', async () => {
    expect(await deliverOver(good)).toMatchObject({ logged: { status: 204 }, ...isDelivered });
  });

  test.each<[string, TlsOptions, unknown]>([
    ['vouches for itself', makeSelfSigned([loopback]), expect.stringMatching(/^self-signed certificate/)],
    [
      'has an unknown authority to vouch for it',
      vouchFor(other, [loopback]),
      expect.stringMatching(/^unable to verify the first certificate/),
    ],
    [
      'is another host',
      vouchFor(authority, [hostName('other.example.vn')]),
      expect.stringMatching(/^Hostname\/IP does not match certificate's altnames: /),
    ],
    ['has a certificate that has expired', vouchFor(authority, [loopback], [9, -2]), 'certificate has expired'],
    [
      'has a certificate that is not valid yet',
      vouchFor(authority, [loopback], [-2, 9]),
      'certificate is not yet valid',
    ],
    [
      'speaks TLS 1.1 at most',
      { ...good, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
      expect.stringMatching(/alert protocol version|unsupported protocol/),
    ],
  ])('one that %s has not, and sees nothing of it', async (_what, options, error) => {
    const { requests, ...delivered } = await deliverOver(options);

    expect(delivered).toMatchObject({ logged: { error }, ...isDueAgain });
    expect(requests()).toBe(0);
  });

  test('one that speaks no TLS has not', async () => {
    const { port } = await serve(createServer(), taken);

    expect(await deliverTo(`https://127.0.0.1:${port}/`)).toMatchObject({
      logged: { error: expect.stringMatching(/wrong version number|packet length too long/) },
      ...isDueAgain,
    });
  });
});

describe('where portals are on the internet, nobody is connected to', () => {
  const abroad = (...addresses: readonly string[]) =>
    makeCall('https-only', (_hostname, _options, found) => {
      found(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    });
  const notPublic = { logged: { error: 'its address is not public' }, ...isDueAgain };

  test.each([
    ['this machine', ['127.0.0.1']],
    ['this machine, by any of its addresses', ['127.255.0.9']],
    ['no machine', ['0.0.0.0']],
    ['a private network', ['10.0.0.8']],
    ['another private network', ['172.31.255.255']],
    ['a third private network', ['192.168.1.1']],
    ['a link-local address', ['169.254.1.1']],
    ['the metadata service', ['169.254.169.254']],
    ['a shared network', ['100.127.255.255']],
    ['a group', ['224.0.0.1']],
    ['everybody', ['255.255.255.255']],
    ['this machine, by IPv6', ['::1']],
    ['no machine, by IPv6', ['::']],
    ['a private network, by IPv6', ['fd12:3456::1']],
    ['a link-local address, by IPv6', ['fe80::1']],
    ['the metadata service, by IPv6', ['fd00:ec2::254']],
    ['a mapped address', ['::ffff:10.0.0.8']],
    ['a mapped address in hexadecimal', ['::ffff:7f00:1']],
    ['a compatible address', ['::7f00:1']],
    ['a translated address', ['64:ff9b::a00:8']],
    ['a tunnelled address', ['2002:7f00:1::']],
    ['a public address and a private one', ['1.1.1.1', '10.0.0.8']],
    ['nothing', []],
  ])('by a name that means %s', async (_what, addresses) => {
    expect(await deliverTo('https://dichvucong.example.vn/', abroad(...addresses))).toMatchObject(notPublic);
  });

  test.each(['2130706433', '0177.0.0.1', '0x7f.1', '127.1', '0', '①②⑦.0.0.1', '[::ffff:127.0.0.1]', '[::127.0.0.1]'])(
    'by the address %s',
    async (host) => {
      expect(await deliverTo(`https://${host}/`, abroad('1.1.1.1'))).toMatchObject(notPublic);
    },
  );

  test('without TLS', async () => {
    expect(await deliverTo('http://1.1.1.1/', abroad('1.1.1.1'))).toMatchObject({
      logged: { error: 'it is not https' },
      ...isDueAgain,
    });
  });
});

test('what the log keeps of an error is short, whatever the receiver puts into it', async () => {
  const call: Calling['call'] = makeCall('https-only', (_hostname, _options, found) => {
    found(new Error('x'.repeat(10_000)), []);
  });

  expect((await deliverTo('https://dichvucong.example.vn/', call)).logged).toEqual({ error: 'x'.repeat(200) });
});
