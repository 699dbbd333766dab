import { describe, expect, it } from 'vitest';
import { encodersProbe, type LivingWorker } from './readiness';

const encoder = (id: string, role: 'semantic' | 'visual', available = true) => ({
  id,
  role,
  available,
  reason: available ? null : 'Its file is missing.',
});
const probe = (...encoders: LivingWorker['encoders']) => encodersProbe([{ encoders }]);

describe('readiness of the encoders', () => {
  it('needs one usable encoder of each role', () => {
    expect(encodersProbe([]).ok).toBe(false);
    expect(probe(encoder('a', 'semantic'), encoder('b', 'semantic'))).toMatchObject({
      ok: false,
      detail: expect.stringContaining('no visual encoder'),
    });
    expect(probe(encoder('a', 'semantic'), encoder('v', 'visual'))).toMatchObject({ ok: true });
  });

  it('names a broken encoder without failing where another of its role works', () => {
    const one = probe(
      encoder('a', 'semantic', false),
      encoder('b', 'semantic'),
      encoder('v', 'visual'),
    );
    expect(one.ok).toBe(true);
    expect(one.detail).toContain('not usable: a');
    expect(probe(encoder('a', 'semantic', false), encoder('v', 'visual')).ok).toBe(false);
  });

  it('counts an encoder of two workers once', () => {
    const encoders = [encoder('a', 'semantic'), encoder('v', 'visual')];
    expect(encodersProbe([{ encoders }, { encoders }]).detail).toBe('2 ready');
  });
});
