import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { ModelTrouble } from '@/lib/infra/assist/chat-model';
import { completion, status } from '@/lib/infra/assist/testing';
import { askProposals } from './ask-proposals';
import { assistanceSettings, benchAssistance, setAssistance, viewOf } from './assistance';
import { REQUESTS_PER_HOUR } from './begin-request';
import { takeProposal } from './take-proposal';
import { ANSWER, useAssistWorld } from './test-model';
import { minutes, userId } from '../test-world';

const { world, allow, held, server } = useAssistWorld();
const READ = {
  question: 'Is the disc left or right of the middle?',
  optionOne: 'Left',
  optionTwo: 'Right',
  keyForA: 2,
  statementA: 'The disc is right of the middle.',
  statementB: 'The disc is left of the middle.',
  pattern: 'positional',
};
const stored = (requestId: string) =>
  world.db.assistAnswer.findUniqueOrThrow({
    where: { requestId },
    select: { outcome: true, answer: true, answerSha256: true, proposals: true, shown: true },
  });

describe('asking for proposals', () => {
  it('sends both images, smaller and as data, and stores who asked, what came, and its hash', async () => {
    const { projectId } = world;
    await allow();
    const ctx = await world.person();
    const pairId = await held(ctx);
    server().heard.length = 0;
    const said = '```json\n' + ANSWER + '\n```';
    server().answer(completion([{ type: 'text', text: said }]));
    const { requestId, proposals } = await askProposals(ctx, { projectId, pairId }, server().model);
    expect(proposals).toEqual([READ]);

    const [request] = server().heard;
    expect(request).toMatchObject({
      path: '/v1/chat/completions',
      headers: { authorization: 'Bearer test-secret' },
      body: { model: 'test-vision' },
    });
    const parts = request?.body.messages[1]?.content;
    const urls = Array.isArray(parts) ? parts.flatMap((part) => part.image_url?.url ?? []) : [];
    const sizes = await Promise.all(
      urls.map(async (url) => {
        const [head, data = ''] = url.split(',');
        expect(head).toBe('data:image/jpeg;base64');
        const { width, height } = await sharp(Buffer.from(data, 'base64')).metadata();
        return [width, height];
      }),
    );
    expect(sizes).toEqual([
      [1024, 341],
      [640, 480],
    ]);
    // Nothing of the person or the project leaves with them.
    const sent = JSON.stringify(request);
    for (const secret of [pairId, projectId, userId(ctx)]) expect(sent).not.toContain(secret);

    expect(await stored(requestId)).toEqual({
      outcome: 'proposals',
      answer: said,
      answerSha256: createHash('sha256').update(said).digest('hex'),
      proposals: [READ],
      shown: 1,
    });
    expect(await world.db.assistRequest.findUnique({ where: { id: requestId } })).toMatchObject({
      pairId,
      userId: userId(ctx),
      model: 'test-vision',
      host: new URL(server().model.url).host,
      promptVersion: 1,
      at: world.clock.now(),
    });
    await takeProposal(ctx, { projectId, pairId, requestId, place: 1 }, server().model);
    for (const table of ['AssistRequest', 'AssistAnswer', 'AssistTaken']) {
      const rewrite = world.db.$executeRawUnsafe(`UPDATE "${table}" SET "at" = now()`);
      await expect(rewrite).rejects.toThrow(/append-only/);
    }
  });

  it('may find nothing to propose', async () => {
    await allow();
    const ctx = await world.person();
    const input = { projectId: world.projectId, pairId: await held(ctx) };
    server().answer(completion('{"proposals":[]}'));
    const { requestId, proposals } = await askProposals(ctx, input, server().model);
    expect(proposals).toEqual([]);
    expect(await stored(requestId)).toMatchObject({ outcome: 'proposals', shown: 0 });
  });

  it.each<[ModelTrouble, RegExp, Parameters<ReturnType<typeof server>['answer']>[0]]>([
    ['unclear', /not with questions/, completion('I see two discs.')],
    ['unclear', /not with questions/, (response) => response.end('<html>welcome</html>')],
    ['refused', /does not accept/, status(401)],
    ['failed', /reported an error \(500\)/, status(500)],
    // Images do not follow to where the address points on.
    ['failed', /reported an error \(307\)/, status(307, { location: 'http://127.0.0.1:9/v1' })],
    ['too-large', /not with questions/, completion('x'.repeat(300_000))],
    ['slow', /within 1 seconds/, () => undefined],
    ['slow', /within 1 seconds/, (response) => response.write('{"choices":')],
    ['unreachable', /cannot be reached/, (response) => response.destroy()],
  ])('says in a sentence what is wrong (%s: %s), and stores it', async (outcome, text, how) => {
    const model = { ...server().model, timeoutMs: 400 };
    await allow();
    const ctx = await world.person();
    const pairId = await held(ctx);
    server().answer(how);
    const asked = askProposals(ctx, { projectId: world.projectId, pairId }, model);
    await expect(asked).rejects.toThrow(text);
    await expect(asked).rejects.not.toThrow(/test-secret/);
    const [answer] = await world.db.assistAnswer.findMany({ where: { request: { pairId } } });
    expect(answer).toMatchObject({ outcome, shown: 0 });
  });

  it('stops when the person leaves, and hangs up', async () => {
    await allow();
    const ctx = await world.person();
    const pairId = await held(ctx);
    const [before, hungUp] = [server().heard.length, server().hungUp()];
    server().answer(() => undefined);
    const leaving = new AbortController();
    const asked = askProposals(
      ctx,
      { projectId: world.projectId, pairId, signal: leaving.signal },
      server().model,
    );
    const ended = expect(asked).rejects.toMatchObject({ key: 'assistCancelled' });
    while (server().heard.length === before) await wait(5);
    // Meanwhile a second window gets no second request.
    await expect(
      askProposals(ctx, { projectId: world.projectId, pairId }, server().model),
    ).rejects.toMatchObject({ code: 'too-many-requests', key: 'assistBusy' });
    leaving.abort();
    await ended;
    while (server().hungUp() === hungUp) await wait(5);
    // What was cancelled stands in nobody's way.
    server().answer(completion(ANSWER));
    await askProposals(ctx, { projectId: world.projectId, pairId }, server().model);
  });

  it('has a limit for an hour', async () => {
    await allow();
    const ctx = await world.person();
    const pairId = await held(ctx);
    await world.db.assistRequest.createMany({
      data: Array.from({ length: REQUESTS_PER_HOUR }, (_, at) => ({
        pairId,
        userId: userId(ctx),
        ...viewOf(server().model),
        promptVersion: 1,
        at: new Date(world.clock.now().getTime() - minutes(50) + at),
      })),
    });
    server().answer(completion(ANSWER));
    const ask = () => askProposals(ctx, { projectId: world.projectId, pairId }, server().model);
    await expect(ask()).rejects.toMatchObject({
      key: 'assistOften',
      params: { most: REQUESTS_PER_HOUR, minutes: 10 },
    });
    world.clock.advance(minutes(11));
    expect((await ask()).proposals).toHaveLength(1);
  });
});

describe('who may ask', () => {
  it('nobody without the lease of the pair, no rater, and nobody where it is off', async () => {
    const { projectId } = world;
    const [ctx, other, rater] = [
      await world.person(),
      await world.person(),
      await world.person('RATER'),
    ];
    const { model } = server();
    const pairId = await held(ctx);
    const before = server().heard.length;
    // Off is how every project begins.
    await expect(askProposals(ctx, { projectId, pairId }, model)).rejects.toMatchObject({
      code: 'forbidden',
      key: 'assistOff',
    });
    expect(await benchAssistance(ctx, { projectId }, model)).toBeNull();
    await allow();
    expect(await benchAssistance(ctx, { projectId }, model)).toEqual(viewOf(model));
    await expect(askProposals(other, { projectId, pairId }, model)).rejects.toMatchObject({
      code: 'lease-lost',
    });
    for (const call of [
      askProposals(rater, { projectId, pairId }, model),
      benchAssistance(rater, { projectId }, model),
      takeProposal(rater, { projectId, pairId, requestId: pairId, place: 1 }, model),
      assistanceSettings(ctx, { projectId }, model),
      setAssistance(ctx, { projectId, on: false, ...viewOf(model) }, model),
    ]) {
      await expect(call).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(server().heard).toHaveLength(before);
    expect(await world.db.assistRequest.count({ where: { pairId } })).toBe(0);
  });

  it('nobody from another model or host than the one that was agreed to', async () => {
    const { projectId } = world;
    const admin = await world.person('ADMIN');
    const ctx = await world.person();
    const pairId = await held(ctx);
    await allow();
    const moved = { ...server().model, url: 'https://elsewhere.example/v1' };
    await expect(askProposals(ctx, { projectId, pairId }, moved)).rejects.toMatchObject({
      key: 'assistOff',
    });
    expect(await assistanceSettings(admin, { projectId }, moved)).toMatchObject({
      host: 'elsewhere.example',
      on: false,
      changed: true,
    });
    // Agreeing to what stood on a page that is out of date is refused.
    await expect(
      setAssistance(admin, { projectId, on: true, ...viewOf(server().model) }, moved),
    ).rejects.toMatchObject({ code: 'conflict', key: 'assistChanged' });
    expect(await assistanceSettings(admin, { projectId }, null)).toBeNull();
    await setAssistance(admin, { projectId, on: false, ...viewOf(moved) }, moved);
    expect(await assistanceSettings(admin, { projectId }, moved)).toMatchObject({ changed: false });
  });
});
