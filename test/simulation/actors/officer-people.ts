import type { Officer } from '../../../lib/domain/officer.ts';
import type { Chance } from '../chance.ts';

/** People at the desk, each by the subject that the issuer gives them. */
const people = ['https://id.example.vn|ánh-01', 'https://id.example.vn|bình-02', 'https://id.example.vn|chi-03'];

export type Person = (typeof people)[number];

export const pickPerson = (chance: Chance): Person => chance.pick(people);

export const pickOther = (chance: Chance, than: Person): Person => chance.pick(people.filter((one) => one !== than));

/** How a person comes to the desk: under a name of the day, and with a subject that is written in more than one way. */
export const credentialOf = (person: Person, chance: Chance): Officer => ({
  subject: chance.pick([
    person,
    person,
    person,
    person.normalize('NFD'),
    ` ${person} `,
    `\t${person.normalize('NFD')}`,
  ]),
  name: chance.pick([person, 'Nguyễn Thị Ánh', 'NGUYỄN THỊ ÁNH', 'nguyen thi anh']),
});
