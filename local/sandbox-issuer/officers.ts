/** Somebody who can sign in: what the issuer says of a person. */
type SandboxOfficer = { subject: string; name: string; roles: readonly string[]; does: string };

/** The officers of the sandbox: one asks, another approves, a third may only look. */
export const sandboxOfficers: readonly SandboxOfficer[] = [
  { subject: 'mai', name: 'Nguyễn Thị Mai', roles: ['finance-officer'], does: 'asks for refunds and settles the desk' },
  { subject: 'binh', name: 'Trần Quốc Bình', roles: ['finance-approver'], does: 'approves what others ask for' },
  { subject: 'thanh', name: 'Lê Thị Thanh', roles: ['auditor'], does: 'reads everything and changes nothing' },
];

export const findOfficer = (subject: string): SandboxOfficer | undefined =>
  sandboxOfficers.find((officer) => officer.subject === subject);
