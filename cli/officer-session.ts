import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import * as z from 'zod';
import { CannotGoOn } from './cannot-go-on.ts';

/** That an officer is signed in at this terminal: with which token, at which Lephi. */
const sessionSchema = z.object({ api: z.url(), accessToken: z.string() });

export type Session = z.infer<typeof sessionSchema>;

const claimsSchema = z.object({
  sub: z.string(),
  name: z.string().optional(),
  roles: z.array(z.string()).catch([]),
  exp: z.number(),
});

/** What a token says of its owner. Lephi alone checks whether that is true. */
type Owner = { readonly name: string; readonly roles: readonly string[]; readonly expiresAt: string };

/** Refuses in one line a token that is not one for Lephi. */
export function readOwner(accessToken: string): Owner {
  try {
    const { sub, name = sub, roles, exp } = claimsSchema.parse(decodeJwt(accessToken));
    return { name, roles, expiresAt: new Date(exp * 1000).toISOString() };
  } catch {
    throw new CannotGoOn('The issuer gave a token that Lephi cannot read: it must be a JWT with sub and exp.');
  }
}

const pathIn = (data: string): string => join(data, 'officer.json');

/** Keeps the session for the next commands. Only the user of this machine can read it. */
export function keepSession(data: string, session: Session): void {
  mkdirSync(data, { recursive: true });
  const path = pathIn(data);
  writeFileSync(`${path}.new`, `${JSON.stringify(session, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** The session of the officer who signed in last. Refuses in one line when nobody has, or it has ended. */
export function getSession(data: string): Session {
  const path = pathIn(data);
  if (!existsSync(path)) throw new CannotGoOn('Nobody is signed in here: npm run lephi -- login');
  const session = readSession(path);
  if (Date.parse(readOwner(session.accessToken).expiresAt) <= Date.now())
    throw new CannotGoOn('You are no longer signed in here: npm run lephi -- login');
  return session;
}

function readSession(path: string): Session {
  try {
    return sessionSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new CannotGoOn(`${path} is broken: npm run lephi -- login`);
  }
}
