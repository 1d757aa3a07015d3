import { Hono } from 'hono';
import { expect, onTestFinished, test } from 'vitest';
import { signIn } from '../../cli/sign-in.ts';
import { serveListener } from '../../local/sandbox/web-server.ts';
import { getRequestListener } from '@hono/node-server';

/** An issuer that gives one answer after another to a terminal's questions. */
const startIssuer = async (answers: readonly object[], described: object = {}) => {
  const asked: Record<string, unknown>[] = [];
  const { origin, close } = await serveListener((own) => {
    const app = new Hono();
    app.get('/.well-known/openid-configuration', (c) =>
      c.json({
        issuer: own,
        device_authorization_endpoint: `${own}/device`,
        token_endpoint: `${own}/token`,
        ...described,
      }),
    );
    app.post('/device', async (c) => {
      asked.push(await c.req.parseBody());
      return c.json({
        device_code: 'd',
        user_code: 'ABCD',
        verification_uri: `${own}/go`,
        expires_in: 60,
        interval: 2,
      });
    });
    app.post('/token', async (c) => {
      asked.push(await c.req.parseBody());
      const answer = answers[asked.length - 2] ?? {};
      return c.json(answer, 'access_token' in answer ? 200 : 400);
    });
    const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
    return (request, response) => void listener(request, response);
  }, 0);
  onTestFinished(close);
  return { origin, asked };
};

const signInAt = async (issuer: string) => {
  const [told, waited]: [string[], number[]] = [[], []];
  const accessToken = await signIn(
    { issuer, clientId: 'terminal', audience: 'urn:lephi:desk', scope: 'openid' },
    { tell: (line) => told.push(line), wait: async (ms) => void waited.push(ms) },
  );
  return { accessToken, told, waited };
};

const pending = { error: 'authorization_pending' };

test('a terminal asks as often as the issuer says, and more slowly when told so', async () => {
  const { origin, asked } = await startIssuer([pending, { error: 'slow_down' }, pending, { access_token: 't' }]);

  expect(await signInAt(origin)).toEqual({
    accessToken: 't',
    told: [`Open ${origin}/go in a browser and sign in. The code there is ABCD.`],
    waited: [2000, 2000, 7000, 7000],
  });
  expect(asked.slice(0, 2)).toEqual([
    { client_id: 'terminal', scope: 'openid', resource: 'urn:lephi:desk' },
    { client_id: 'terminal', grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: 'd' },
  ]);
});

test.each([
  [[pending, { error: 'access_denied' }], 'You were not signed in: that was refused at the issuer.'],
  [[{ error: 'expired_token' }], 'The code has expired: begin again.'],
  [Array.from({ length: 99 }, () => pending), 'The code has expired: begin again.'],
  [[{ error: 'server_error' }], /^The issuer http:\S+ answers server_error\.$/],
])('whoever is not signed in is told why', async (answers, says) => {
  const { origin } = await startIssuer(answers);

  await expect(signInAt(origin)).rejects.toThrow(says);
});

test.each([
  [{ device_authorization_endpoint: undefined }, 'lets nobody sign in from a terminal'],
  [{ issuer: 'https://other.example' }, 'calls itself https://other.example'],
  [{ token_endpoint: 7 }, 'does not sign anybody in here'],
])('an issuer that describes itself as %o is of no use', async (described, says) => {
  const { origin } = await startIssuer([], described);

  await expect(signInAt(origin)).rejects.toThrow(says);
});
