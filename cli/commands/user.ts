import { Command } from 'commander';
import { checkedInput } from '@/lib/features/people/checked-input';
import { createUser } from '@/lib/features/people/create-user';
import { disableUser } from '@/lib/features/people/disable-user';
import { resetPassword } from '@/lib/features/people/reset-password';
import { addMember } from '@/lib/features/people/add-member';
import { ROLES, type Role } from '@/lib/domain/permissions';
import { AppError } from '@/lib/domain/errors';
import type { Ctx } from '@/lib/infra/context';
import { withInstance } from '../lib/open';
import { findProject } from '../lib/project';

function parseRole(text: string): Role {
  const role = ROLES.find((name) => name === text.toUpperCase());
  if (role) return role;
  throw new AppError('invalid', `"${text}" is no role. Roles: ${ROLES.join(', ').toLowerCase()}.`);
}

async function accountOf(ctx: Ctx, email: string): Promise<string> {
  const found = await ctx.db.user.findUnique({
    where: { email: email.trim().toLowerCase() },
    select: { id: true },
  });
  if (!found)
    throw new AppError(
      'not-found',
      `There is no account with the address ${email}. Nothing was changed.`,
    );
  return found.id;
}

export function userCommand(): Command {
  const user = new Command('user')
    .description('Accounts: add, reset a password, disable.')
    .addHelpText(
      'after',
      `
Passwords are random and shown once; each person changes hers under Settings. Sign-up is closed: people
come by an invitation from the People page, or by this command.

Examples
  $ blindpair user add you@example.org --admin
  $ blindpair user add ann@example.org --name "Ann Other" --project birds --role reviewer
  $ blindpair user reset ann@example.org
  $ blindpair user disable ann@example.org`,
    );

  user
    .command('add <email>')
    .description('Makes an account with a random password, printed once.')
    .option('--name <name>', 'shown to others (default: the part before the @)')
    .option('--admin', 'instance administrator: every project, every account')
    .option('--project <slug>', 'also make the person a member of this project')
    .option('--role <role>', `in that project: ${ROLES.join(', ').toLowerCase()}`, 'annotator')
    .option('--json', 'print as JSON')
    .action(
      async (
        given: string,
        options: { name?: string; admin?: boolean; project?: string; role: string; json?: boolean },
      ) => {
        // Before a database is opened, or made, for what cannot be stored.
        const email = checkedInput('email', given);
        const role = parseRole(options.role);
        await withInstance('command line', async ({ ctx }) => {
          const project = options.project ? await findProject(ctx, options.project) : null;
          const made = await createUser(ctx, {
            email,
            name: options.name ?? email.split('@')[0] ?? email,
            instanceAdmin: options.admin ?? false,
          });
          if (project) await addMember(ctx, { userId: made.userId, projectId: project.id, role });
          if (options.json)
            console.log(
              JSON.stringify({ id: made.userId, email, password: made.generatedPassword }),
            );
          else {
            console.log(`Account   ${email}`);
            console.log(
              `Password  ${made.generatedPassword}   (shown once; change it under Settings)`,
            );
          }
        });
      },
    );

  user
    .command('reset <email>')
    .description('Sets a new random password and ends all sessions of the account.')
    .option('--json', 'print as JSON')
    .action(async (email: string, options: { json?: boolean }) => {
      await withInstance('command line', async ({ ctx }) => {
        await accountOf(ctx, email);
        const { generatedPassword: password } = await resetPassword(ctx, { email });
        console.log(
          options.json
            ? JSON.stringify({ email, password })
            : `Password  ${password}   (shown once)`,
        );
      });
    });

  user
    .command('disable <email>')
    .description('Ends all sessions of the account and refuses new ones. Its work is kept.')
    .option('--json', 'print as JSON')
    .action(async (email: string, options: { json?: boolean }) => {
      await withInstance('command line', async ({ ctx }) => {
        await disableUser(ctx, { userId: await accountOf(ctx, email) });
        console.log(
          options.json ? JSON.stringify({ email, disabled: true }) : `${email} is disabled.`,
        );
      });
    });
  return user;
}
