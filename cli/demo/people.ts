import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { addMember } from '@/lib/features/people/add-member';
import { createProject } from '@/lib/features/people/create-project';
import { createUser } from '@/lib/features/people/create-user';
import type { Role } from '@/lib/domain/permissions';
import type { Ctx } from '@/lib/infra/context';
import { startBar } from '../lib/bar';
import { inFull } from '../lib/rate';
import type { Instance } from '../lib/open';

const SLUG = 'demo';

/** One person for every role; two annotators and three raters, since some steps need several. */
const CAST: readonly { key: string; name: string; role: Role; admin?: boolean }[] = [
  { key: 'admin', name: 'Ada Admin', role: 'ADMIN', admin: true },
  { key: 'annotator', name: 'Ann Annotator', role: 'ANNOTATOR' },
  { key: 'annotator2', name: 'Amir Annotator', role: 'ANNOTATOR' },
  { key: 'reviewer', name: 'Rui Reviewer', role: 'REVIEWER' },
  { key: 'rater1', name: 'Rosa Rater', role: 'RATER' },
  { key: 'rater2', name: 'Ravi Rater', role: 'RATER' },
  { key: 'rater3', name: 'Rin Rater', role: 'RATER' },
  { key: 'researcher', name: 'Rena Researcher', role: 'RESEARCHER' },
];

const file = z.array(
  z.object({ email: z.string(), name: z.string(), role: z.string(), password: z.string() }),
);
type Accounts = z.output<typeof file>;

export interface DemoPeople {
  project: { id: string; slug: string };
  accounts: Accounts;
  /** False on a second run: passwords are printed once. */
  fresh: boolean;
}

const emailOf = (key: (typeof CAST)[number]['key']): string => `${key}@demo.example`;
const accountsFile = (dataDir: string): string => join(dataDir, 'demo-accounts.json');

/** Makes the project and its people once. Passwords are random and lie in a file that only the owner reads. */
export async function demoPeople({ ctx, dataDir }: Instance): Promise<DemoPeople> {
  const bar = startBar('People');
  const project = await demoProject(ctx);
  const path = accountsFile(dataDir);
  const known: Accounts = await readFile(path, 'utf8')
    .then((text) => file.parse(JSON.parse(text)))
    .catch(() => []);
  let made = 0;
  for (const [at, person] of CAST.entries()) {
    bar.update(at, CAST.length);
    const email = emailOf(person.key);
    let password = known.find((account) => account.email === email)?.password;
    if (password === undefined) {
      // Written before the account exists: a cut run never leaves an account without its password.
      password = ctx.rng.secret(12);
      known.push({ email, name: person.name, role: person.role.toLowerCase(), password });
      await writeWhole(path, JSON.stringify(known, null, 2));
    }
    // A cut run may have written the password and made no account, or an account and no member.
    if (await makePerson(ctx, project.id, { ...person, email, password })) made += 1;
  }
  bar.end(made > 0 ? `${made} accounts` : 'there already');
  return { project, accounts: known, fresh: made > 0 };
}

/** Never half a file: with it the passwords of accounts that exist would be lost. */
async function writeWhole(path: string, text: string): Promise<void> {
  const part = `${path}.part`;
  await writeFile(part, text, { mode: 0o600 });
  await rename(part, path);
}

/** True when something was missing and has been made. */
async function makePerson(
  ctx: Ctx,
  projectId: string,
  person: { email: string; name: string; password: string; role: Role; admin?: boolean },
): Promise<boolean> {
  const { email, name, password, role, admin = false } = person;
  const found = await ctx.db.user.findUnique({
    where: { email },
    select: { id: true, memberships: { where: { projectId }, select: { role: true } } },
  });
  if (found && found.memberships.length > 0) return false;
  const userId =
    found?.id ?? (await createUser(ctx, { email, name, password, instanceAdmin: admin })).userId;
  await addMember(ctx, { userId, projectId, role });
  return true;
}

async function demoProject(ctx: Ctx): Promise<{ id: string; slug: string }> {
  const found = await ctx.db.project.findUnique({
    where: { slug: SLUG },
    select: { id: true, slug: true },
  });
  if (found) return found;
  const made = await createProject(ctx, { slug: SLUG, name: 'Demonstration' });
  return { id: made.projectId, slug: made.slug };
}

export function printPeople({ accounts, fresh }: DemoPeople, dataDir: string): void {
  const path = accountsFile(dataDir);
  if (!fresh) {
    console.error(`\nPasswords of the demonstration people: ${path}`);
    return;
  }
  console.error(`\nPeople of the demonstration (printed once; kept in ${path}):\n`);
  for (const account of accounts) {
    console.error(`  ${account.role.padEnd(11)} ${account.email.padEnd(26)} ${account.password}`);
  }
}

/** Where it is, whom to sign in as first, and what to do there: a newcomer knows none of it. */
export function printFirstSteps(url: string, pairs: number): void {
  const first =
    pairs > 0
      ? `${inFull(pairs)} mined ${pairs === 1 ? 'pair is' : 'pairs are'} there. Try it in this order, each person in a private window of the browser:

  1. ${emailOf('annotator')}: open "Bench", take a pair, write its question and submit it.
  2. ${emailOf('reviewer')}: open "Review", answer the question blind, then see its key and approve it.
  3. ${emailOf('admin')}: open "Studies", make a study of what was approved, open it, and under
     "Raters" choose "Add raters of this project".
  4. ${emailOf('rater1')}: answer it; then rater2 and rater3. Rena, the researcher, sees how well they agree.`
      : `Mining found no pair that one encoder confuses and the other tells apart. Sign in as
${emailOf('admin')}, open "Pairs" and see how many pairs other thresholds would give.`;
  console.error(`\nBlindpair is at ${url}   (Ctrl-C stops it)\n\n${first}`);
}
