'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { defineAction } from '@/lib/server/define-action';
import { dropSession, renewSession } from '@/lib/server/session-cookie';
import { carryInvitation } from '@/lib/server/session-invitation';
import { acceptInvitation } from './accept-invitation';
import { addRaters } from './add-raters';
import { changePassword } from './change-password';
import { changeRole, removeMember } from './change-role';
import { revokeInvitation } from './create-invitation';
import { chooseShortcuts, setSingleKeys } from './choose-shortcuts';
import { archiveProject, createProject, renameProject } from './create-project';
import { disableUser, enableUser } from './disable-user';
import { forgetParticipants, setJoinLink, switchJoinLinkOff } from './join-link';
import { joinLinkInput, linkOfStudyInput, ownRaterInput } from './join-schemas';
import { invitePerson } from './invite-person';
import { newResumeLink } from './resume-rater';
import * as schemas from './schemas';
import { setMemberLimits } from './set-limits';
import { updateProfile } from './update-profile';

export const inviteAction = defineAction({
  scope: 'people:manage',
  input: schemas.inviteInput,
  run: (ctx, { project: _, ...input }, { id: projectId, name: projectName }) =>
    invitePerson(ctx, { ...input, projectId, projectName }),
});

export const addRatersAction = defineAction({
  scope: 'people:manage',
  input: schemas.addRatersInput,
  run: (ctx, { studyId, userIds }, { id: projectId }) =>
    addRaters(ctx, { projectId, studyId, userIds }),
});

export const revokeInvitationAction = defineAction({
  scope: 'people:manage',
  input: schemas.invitationInput,
  run: (ctx, { invitationId }, { id: projectId }) =>
    revokeInvitation(ctx, { projectId, invitationId }),
});

export const changeRoleAction = defineAction({
  scope: 'people:manage',
  input: schemas.changeRoleInput,
  run: (ctx, { userId, role }, { id: projectId }) => changeRole(ctx, { projectId, userId, role }),
});

export const removeMemberAction = defineAction({
  scope: 'people:manage',
  input: schemas.memberInput,
  run: (ctx, { userId }, { id: projectId }) => removeMember(ctx, { projectId, userId }),
});

export const setMemberLimitsAction = defineAction({
  scope: 'people:manage',
  input: schemas.limitsInput,
  run: (ctx, { project: _, ...input }, { id: projectId }) =>
    setMemberLimits(ctx, { ...input, projectId }),
});

export const setJoinLinkAction = defineAction({
  scope: 'study:manage',
  input: joinLinkInput,
  run: (ctx, { project: _, ...input }, { id: projectId }) =>
    setJoinLink(ctx, { ...input, projectId }),
});

export const switchJoinLinkOffAction = defineAction({
  scope: 'study:manage',
  input: linkOfStudyInput,
  run: (ctx, { studyId }, { id: projectId }) => switchJoinLinkOff(ctx, { projectId, studyId }),
});

export const forgetParticipantsAction = defineAction({
  scope: 'study:manage',
  input: linkOfStudyInput,
  run: (ctx, { studyId }, { id: projectId }) => forgetParticipants(ctx, { projectId, studyId }),
});

export const newResumeLinkAction = defineAction({
  scope: 'self',
  input: ownRaterInput,
  run: newResumeLink,
});

export const acceptInvitationAction = defineAction({
  scope: 'self',
  input: schemas.tokenInput,
  run: acceptInvitation,
});

export const chooseShortcutsAction = defineAction({
  scope: 'self',
  input: schemas.shortcutsInput,
  run: chooseShortcuts,
});

export const setSingleKeysAction = defineAction({
  scope: 'self',
  input: schemas.singleKeysInput,
  run: setSingleKeys,
});

export const updateProfileAction = defineAction({
  scope: 'self',
  input: schemas.profileInput,
  run: updateProfile,
});

export const changePasswordAction = defineAction({
  scope: 'self',
  input: schemas.passwordInput,
  run: async (ctx, input) => {
    const { userId, sessionVersion } = await changePassword(ctx, input);
    await renewSession(userId, sessionVersion);
  },
});

export const createProjectAction = defineAction({
  scope: 'instance:admin',
  input: schemas.projectFields,
  run: createProject,
});

export const renameProjectAction = defineAction({
  scope: 'instance:admin',
  input: schemas.renameProjectInput,
  run: renameProject,
});

export const archiveProjectAction = defineAction({
  scope: 'instance:admin',
  input: schemas.projectIdInput.extend({ archived: z.boolean() }),
  run: archiveProject,
});

export const disableUserAction = defineAction({
  scope: 'instance:admin',
  input: schemas.userInput,
  run: disableUser,
});

export const enableUserAction = defineAction({
  scope: 'instance:admin',
  input: schemas.userInput,
  run: enableUser,
});

/** Public: ending one's own session needs no right. Next checks the origin of actions. */
export async function signOutAction(): Promise<void> {
  await dropSession();
  redirect('/sign-in');
}

/** Public: keeps the token of the invitation page while the person is at an OAuth provider. */
export async function carryInvitationAction(raw: string): Promise<void> {
  const parsed = schemas.token.safeParse(raw);
  if (parsed.success) await carryInvitation(parsed.data);
}
