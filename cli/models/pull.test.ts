import { describe, expect, it } from 'vitest';
import { mirrorHint } from '@/lib/infra/models/hub';
import { nearIds } from './pull';

describe('an id that the catalogue does not have', () => {
  it('leads to those that share most of its words, not to the whole catalogue', () => {
    expect(nearIds('dino-v2-large')).toEqual(['dinov2-large', 'dinov2-large-reg']);
    const clip = nearIds('openai-clip-l14');
    expect(clip).toContain('openai-vit-l14-336');
    expect(clip).not.toContain('dinov2-large');
    expect(nearIds('resnet')).toEqual([]);
  });
});

describe('a server that does not give the file', () => {
  it('is no reason to name a mirror where it is the mirror', () => {
    expect(mirrorHint('huggingface.co')).toContain('name a mirror');
    expect(mirrorHint('mirror.example.org')).toContain('correct HF_ENDPOINT');
  });
});
