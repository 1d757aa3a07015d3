import { type Command, Option } from 'commander';
import * as z from 'zod';
import { toVietnamText, instantSchema } from '../lib/domain/time.ts';
import { addPlainCommand } from './add-command.ts';
import type { Answer } from './answer.ts';
import { CannotGoOn } from './cannot-go-on.ts';
import { defaultData, findDesk } from './find-lephi.ts';
import { keepSession, readOwner, type Session } from './officer-session.ts';
import { signIn } from './sign-in.ts';
import type { Terminal } from './terminal.ts';

const optionsSchema = z.object({
  issuer: z.url().optional(),
  api: z.url().optional(),
  audience: z.string().optional(),
  client: z.string(),
  scope: z.string(),
  print: z.boolean().default(false),
});

type LoginOptions = z.infer<typeof optionsSchema>;

/** Where to sign in and where to call afterwards: as the options say, else those of the Lephi on this machine. */
function placeOf({ issuer, api, audience, print }: LoginOptions, data: string) {
  if (issuer === undefined && api === undefined) {
    const desk = findDesk(data);
    return { ...desk, audience: audience ?? desk.audience };
  }
  if (issuer === undefined || (api === undefined && !print))
    throw new CannotGoOn('Name both the issuer and the address of Lephi: --issuer and --api.');
  return { issuer, api, audience: audience ?? 'urn:lephi:desk' };
}

const describe = (accessToken: string): string => {
  const { name, roles, expiresAt } = readOwner(accessToken);
  const until = toVietnamText(instantSchema.parse(expiresAt));
  return `You are ${name} (${roles.join(', ') || 'no role'}), signed in until ${until}.`;
};

const keep = (data: string, session: Session): Answer => {
  keepSession(data, session);
  return { json: { api: session.api, ...readOwner(session.accessToken) }, text: describe(session.accessToken) };
};

/** `login` */
export function addLoginCommand(program: Command, terminal: Terminal): void {
  addPlainCommand(
    program,
    {
      usage: 'login',
      does: 'Signs an officer in, for the commands of the desk',
      options: [
        new Option('--issuer <url>', 'where officers sign in; without it, at the sandbox issuer of this machine'),
        new Option('--api <url>', 'where Lephi is called, such as https://thanhtoan.example.vn'),
        new Option('--audience <name>', 'for whom the token is to be, as the stage says'),
        new Option('--client <id>', 'as which client of the issuer').default('lephi-terminal'),
        new Option('--scope <scope>', 'what is asked of the issuer').default('openid profile'),
        new Option('--print', 'prints the token instead of keeping it for the next commands'),
      ],
      schema: optionsSchema,
      examples: [
        'login',
        'login --issuer https://dang-nhap.example.vn/realms/can-bo --api https://thanhtoan.example.vn',
        'login --print | xclip',
      ],
      act: async (_args, options, { data = defaultData }) => {
        const { issuer, api, audience } = placeOf(options, data);
        const wanted = { issuer, audience, clientId: options.client, scope: options.scope };
        const accessToken = await signIn(wanted, { tell: terminal.note, wait: terminal.wait });
        return options.print || api === undefined
          ? { json: { accessToken }, text: accessToken, note: describe(accessToken) }
          : keep(data, { api, accessToken });
      },
    },
    terminal,
  );
}
