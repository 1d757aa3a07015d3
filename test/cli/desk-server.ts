import { buffer } from 'node:stream/consumers';
import { UnsecuredJWT } from 'jose';
import { keepSession } from '../../cli/officer-session.ts';
import type { ReadToken } from '../../lib/runtime/officer-tokens.ts';
import type { Files } from '../../lib/store/files.ts';
import type { DeskParts } from '../../lib/use-cases/parts.ts';
import { serveListener } from '../../local/sandbox/web-server.ts';
import { openOffice } from '../lib/http/office.ts';

const roles = { mai: ['finance-officer'], binh: ['finance-approver'], thanh: ['auditor'] };

const iss = 'https://issuer.example';

/** Whoever says who they are is believed: how tokens are verified is tried elsewhere. */
const believe: ReadToken = async (token) => {
  const { payload } = UnsecuredJWT.decode(token);
  return { type: 'genuine', claims: payload };
};

/** The API of officers over a world, by HTTP on loopback. */
export const serveDesk = async (parts: DeskParts & { readonly files?: Files }) => {
  const office = openOffice(parts, believe);
  const { origin, close } = await serveListener(
    () => (request, response) => {
      void buffer(request).then(async (body) => {
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        );
        const call = { method: request.method ?? 'GET', target: request.url ?? '', headers, body };
        const answer = await office.call('nobody', call);
        response.writeHead(answer.status, answer.headers).end(answer.body);
      });
    },
    0,
  );
  return {
    close,
    /** Signs an officer in at the terminal whose data lie there. */
    signIn: (data: string, who: keyof typeof roles): void => {
      const token = new UnsecuredJWT({ sub: who, name: `Officer ${who}`, roles: roles[who] });
      keepSession(data, { api: origin, accessToken: token.setIssuer(iss).setExpirationTime('1h').encode() });
    },
  };
};
