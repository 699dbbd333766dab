import { rowsOf } from './database';

/**
 * All that was heard of this participant of the study is put a day and an hour earlier. Of this study only: an
 * attempt before this one had participants of the same ids.
 */
export async function passADay(dataDir: string, study: string, participant: string): Promise<void> {
  const [own] = await rowsOf<{ id: string }>(
    dataDir,
    `UPDATE "StudyRater" r SET "startedAt" = r."startedAt" - interval '25 hours' FROM "OpenRater" o
     WHERE o."studyRaterId" = r."id" AND o."participantId" = $1 AND o."studyId" = $2
     RETURNING r."id"`,
    [participant, study.split('/').at(-1)],
  );
  // An answered check cannot be changed otherwise.
  await rowsOf(
    dataDir,
    `DO $$ BEGIN
       ALTER TABLE "ProtocolTrial" DISABLE TRIGGER USER;
       UPDATE "Trial" SET "firstShownAt" = "firstShownAt" - interval '25 hours' WHERE "studyRaterId" = '${own!.id}';
       UPDATE "ProtocolTrial" SET "firstShownAt" = "firstShownAt" - interval '25 hours' WHERE "studyRaterId" = '${own!.id}';
       ALTER TABLE "ProtocolTrial" ENABLE TRIGGER USER;
     END $$`,
  );
}
