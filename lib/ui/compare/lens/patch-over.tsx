'use client';
import type { ComponentProps } from 'react';
import { PatchMarks } from './patch-marks';
import { PatchSurface } from './patch-surface';

/** What the lens lays over A and over B. */
export const PatchOver = (props: ComponentProps<typeof PatchMarks>) => (
  <>
    <PatchMarks {...props} />
    <PatchSurface {...props} focusable />
  </>
);
