/** All that a rater must never receive, from the database, and the search for it in received bytes. */
import { rowsOf } from './database';
import { SENTINEL } from './written-pair';
import type { Received } from './wire';

export interface Secret {
  what: string;
  pattern: RegExp;
  /** What is no secret although it looks like this one. */
  except?: RegExp;
}

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

function secret(what: string, ...forms: readonly string[]): Secret {
  return { what, pattern: new RegExp(forms.map(literally).join('|'), 'i') };
}

/** A hash or id in the notations in which programs write one. */
function hexSecret(what: string, value: string): Secret {
  const hex = value.replaceAll('-', '');
  const bytes = Buffer.from(hex, 'hex');
  const short = bytes.toString('base64').slice(0, 20);
  return secret(
    what,
    value,
    hex,
    hex.slice(0, 16),
    short,
    short.replaceAll('+', '-').replaceAll('/', '_'),
  );
}

/**
 * A cosine as stored, as a percentage, and as screens round it: ".963". Its size alone: there is
 * more than one minus sign, and the digits give it away with any of them.
 */
function cosineSecret(what: string, signed: number): Secret {
  const value = Math.abs(signed);
  const digits = value.toFixed(3).replace(/^0/, '');
  const percent = literally((value * 100).toFixed(1));
  return {
    what,
    pattern: new RegExp(
      `(?<![\\d.])0?${literally(digits)}(?!\\d)|${literally(String(value).slice(0, 8))}|(?<![\\d.])${percent}(?!\\d)`,
    ),
  };
}

/** Names of fields that hold blind values, as JSON and React's payload write them. */
const BLIND_FIELDS = [
  ...['keyForA', 'optionsSwapped', 'side', 'pattern', 'semantic', 'visual', 'note', 'verdict'],
  ...['statementA', 'statementB', 'pairId', 'pairNumber', 'imageId', 'imageAId', 'imageBId'],
  ...[
    'sha256',
    'questionId',
    'firstSide',
    'answerA',
    'answerB',
    'authorId',
    'projectId',
    'guidelineVersion',
    'assisted',
    'shape',
    'beforePosition',
  ],
];

/** What belongs to a project and is not the own rating of the person with this address. */
export async function secretsOf(
  dataDir: string,
  project: string,
  rater: { email: string },
): Promise<Secret[]> {
  const query = <Row extends object>(sql: string, values: readonly unknown[] = [project]) =>
    rowsOf<Row & Record<string, unknown>>(dataDir, sql, values);
  const pairs = await query<{
    id: string;
    number: number;
    /** Null of an imported pair. */
    semantic: number | null;
    visual: number | null;
    questionId: string | null;
  }>(
    `SELECT p."id", p."number", p."semantic", p."visual", p."currentQuestionId" AS "questionId"
     FROM "Pair" p JOIN "Project" j ON j."id" = p."projectId" WHERE j."slug" = $1`,
  );
  const images = await query<{ id: string; sha256: string; name: string; original: string }>(
    `SELECT i."id", i."sha256", i."originalName" AS "name", i."originalSha256" AS "original"
     FROM "Image" i JOIN "Project" j ON j."id" = i."projectId" WHERE j."slug" = $1`,
  );
  // Whoever came by an open link is called R01: no name, and three letters are in any hash.
  const others = await query<{
    name: string;
    email: string;
    id: string;
    rating: string | null;
  }>(
    `SELECT CASE WHEN u."anonymous" THEN u."email" ELSE u."name" END AS "name",
            u."email", u."id", r."id" AS "rating" FROM "User" u
     JOIN "Membership" m ON m."userId" = u."id" JOIN "Project" j ON j."id" = m."projectId"
     LEFT JOIN "StudyRater" r ON r."userId" = u."id"
     WHERE j."slug" = $1 AND u."email" <> $2`,
    [project, rater.email],
  );
  const foreign = await query<{ id: string }>(
    `SELECT t."id" FROM "Trial" t JOIN "StudyRater" r ON r."id" = t."studyRaterId"
     JOIN "User" u ON u."id" = r."userId" WHERE u."email" <> $1
     UNION ALL SELECT x."id" FROM "ProtocolTrial" x
     JOIN "StudyRater" r ON r."id" = x."studyRaterId"
     JOIN "User" u ON u."id" = r."userId" WHERE u."email" <> $1
     UNION ALL SELECT "id" FROM "ImportedBenchmark"
     UNION ALL SELECT a."id" FROM "Response" a
     UNION ALL SELECT "id" FROM "Project" UNION ALL SELECT "id" FROM "UploadBatch"
     UNION ALL SELECT "id" FROM "MiningRun" UNION ALL SELECT "id" FROM "Review"`,
    [rater.email],
  );
  return [
    secret('the project', project),
    secret('a statement', SENTINEL.statement),
    secret('a note', SENTINEL.note),
    // Sentences of the guidelines that every project begins with.
    secret('the guidelines', 'answer differs between', 'Needs the other picture'),
    secret('a pattern', 'Orientation and', 'State and Condition', '"orientation', '\\"orientation'),
    {
      what: 'a field that holds something blind',
      pattern: new RegExp(`\\\\?"(?:${BLIND_FIELDS.join('|')})\\\\?"\\s*:`),
      // A refusal names the entries that a call should have had, with what is wrong about each.
      except: /"fields":\{[^{}]*\}/g,
    },
    ...pairs.flatMap(({ id, number, questionId, semantic, visual }) => [
      { what: 'a pair number', pattern: new RegExp(`(?<!\\d)${number}(?!\\d)`) },
      hexSecret('the id of a pair', id),
      ...(questionId === null
        ? []
        : [
            hexSecret('the id of a question', questionId),
            ...(semantic === null ? [] : [cosineSecret('a semantic cosine', semantic)]),
            ...(visual === null ? [] : [cosineSecret('a visual cosine', visual)]),
          ]),
    ]),
    ...images.flatMap(({ id, sha256, original, name }) => [
      hexSecret('the id of an image', id),
      hexSecret('the hash of an image', sha256),
      hexSecret("the hash of an image's original", original),
      secret('the name of a file', name),
    ]),
    ...others.flatMap(({ name, email, id, rating }) => [
      secret("another person's name or address", name, email),
      hexSecret("another person's id", id),
      ...(rating === null ? [] : [hexSecret("another rater's part in the study", rating)]),
    ]),
    ...foreign.map(({ id }) => hexSecret('an id of something that is not the own trial', id)),
  ];
}

/** React's payload of a page comes in pieces that may cut a word in two: also read it in one. */
function joinedPayload(html: string): string {
  const pieces = html.matchAll(/self\.__next_f\.push\(\[1,("(?:[^"\\]|\\.)*")\]\)/g);
  return [...pieces].map((found) => JSON.parse(found[1] ?? '""') as string).join('');
}

/** The secrets that a response gives away, as "what: the very text". */
export function leaksIn(received: Received, secrets: readonly Secret[]): string[] {
  const headers = received.rawHeaders.join('\n');
  const body = received.body.toString('latin1');
  const isPicture = /content-type\nimage\/jpeg/i.test(headers);
  // Three digits turn up in compressed bytes by chance; a cosine there would be metadata, which pictures lack.
  const text = isPicture ? headers : `${headers}\n${body}\n${joinedPayload(body)}`;
  return secrets.flatMap(({ what, pattern, except }) => {
    const found = pattern.exec(except ? text.replace(except, '') : text);
    return found ? [`${what}: ${found[0]}`] : [];
  });
}
