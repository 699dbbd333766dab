import { handInOf, type HandIn } from '@/lib/domain/participant';
import type { Tx } from '@/lib/infra/db/client';

/** How somebody who came in by the open link hands a code in; nothing for raters with a name. */
export async function handInFor(
  tx: Tx,
  studyRaterId: string,
  completionCode: string | null,
): Promise<{ handIn: HandIn | null; screenOutCode: string | null; screenOut: HandIn | null }> {
  const open = await tx.openRater.findUnique({
    where: { studyRaterId },
    select: {
      platform: true,
      submissionId: true,
      submitTo: true,
      studyRater: {
        select: { study: { select: { joinLink: { select: { screenOutCode: true } } } } },
      },
    },
  });
  const screenOutCode = open?.studyRater.study.joinLink?.screenOutCode ?? null;
  return {
    handIn: handInOf(open, completionCode),
    screenOutCode,
    screenOut: handInOf(open, screenOutCode),
  };
}
