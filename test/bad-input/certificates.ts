import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** Who vouches for others, or serves: a certificate and its key, as PEM. */
type Identity = { readonly cert: string; readonly key: string };

const dayMs = 24 * 60 * 60 * 1000;

/** DER: a tag, a length and a content (X.690). */
const der = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  return Buffer.concat([Buffer.from([tag, 0x82, length >> 8, length & 0xff]), content]);
};

const sequence = (...contents: readonly Uint8Array[]): Buffer => der(0x30, ...contents);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const commonName = (name: string): Buffer => sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name)))));

/** `yyMMddHHmmssZ` */
const utcTime = (date: Date): Buffer => {
  const digits = date.toISOString().replaceAll(/\D/g, '');
  return der(0x17, Buffer.from(`${digits.slice(2, 14)}Z`));
};

const extension = (hex: string, value: Buffer): Buffer => sequence(oid(hex), der(0x04, value));
const isAuthority = extension('551d13', sequence(der(0x01, Buffer.from([0xff]))));
const isFor = (names: readonly Buffer[]): Buffer => extension('551d11', sequence(...names));

/** Names of a server in its certificate. */
export const loopback = der(0x87, Buffer.from([127, 0, 0, 1]));
export const hostName = (name: string): Buffer => der(0x82, Buffer.from(name));

type Wanted = {
  readonly name: string;
  readonly issuer?: { readonly name: string; readonly key: KeyObject };
  readonly extensions: readonly Buffer[];
  /** From how many days before now to how many after. */
  readonly days?: readonly [before: number, after: number];
};

const makeIdentity = ({ name, issuer, extensions, days: [before, after] = [1, 1] }: Wanted): Identity => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const now = Date.now();
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1, ...publicKey.export({ type: 'spki', format: 'der' }).subarray(-8)])),
    ecdsaWithSha256,
    commonName(issuer?.name ?? name),
    sequence(utcTime(new Date(now - before * dayMs)), utcTime(new Date(now + after * dayMs))),
    commonName(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', content, issuer?.key ?? privateKey);
  const certificate = sequence(content, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature));
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
};

/** An authority made for one run of a test, of which no browser knows. */
export const makeAuthority = (name: string): Identity => makeIdentity({ name, extensions: [isAuthority] });

/** A server that the authority vouches for, by these names and for these days around now. */
export const vouchFor = (
  authority: Identity & { readonly name: string },
  names: readonly Buffer[],
  days?: readonly [before: number, after: number],
): Identity => {
  const issuer = { name: authority.name, key: createPrivateKey(authority.key) };
  return makeIdentity({ name: 'receiver', issuer, extensions: [isFor(names)], ...(days && { days }) });
};

/** A server that vouches for itself. */
export const makeSelfSigned = (names: readonly Buffer[]): Identity =>
  makeIdentity({ name: 'receiver', extensions: [isFor(names)] });
