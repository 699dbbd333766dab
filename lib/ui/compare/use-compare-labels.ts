'use client';
import { useTranslations } from 'next-intl';
import type { CompareLabels } from './compare-toolbar';

export function useCompareLabels(): CompareLabels {
  const t = useTranslations('bench.compare');
  return {
    modes: {
      side: t('side'),
      toggle: t('toggle'),
      swipe: t('swipe'),
      difference: t('difference'),
    },
    modesLegend: t('modes'),
    flip: t('flip'),
    edge: t('edge'),
    zoomIn: t('zoomIn'),
    zoomOut: t('zoomOut'),
    fit: t('fit'),
    retry: t('retry'),
    failedA: t('failed', { side: 'A' }),
    failedB: t('failed', { side: 'B' }),
  };
}
