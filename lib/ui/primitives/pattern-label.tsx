'use client';

import { useTranslations } from 'next-intl';
import type { PatternId } from '@/lib/domain/patterns';
import { Definition } from './definition';
import { PatternIcon } from './pattern-icon';

interface PatternLabelProps {
  pattern: PatternId;
  short?: boolean;
  withDefinition?: boolean;
}

export function PatternLabel({
  pattern,
  short = false,
  withDefinition = false,
}: PatternLabelProps) {
  const t = useTranslations('patterns');
  const name = t(`${pattern}.${short ? 'short' : 'name'}`);
  return (
    <span className="inline-flex items-center gap-1.5 align-top">
      <PatternIcon pattern={pattern} />
      {withDefinition ? <Definition term={name} definition={t(`${pattern}.definition`)} /> : name}
    </span>
  );
}
